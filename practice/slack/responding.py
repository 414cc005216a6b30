"""Takes what the app posts to a response_url, and shows it to the person or in the channel."""

from __future__ import annotations

import orjson
from aiohttp import web

from practice.slack import shapes
from practice.slack.block_ids import with_ids
from practice.slack.deleting import delete_message
from practice.slack.door import Door, as_json
from practice.slack.errors import Refused
from practice.slack.ledger import Called
from practice.slack.methods.reaching import refuse_faults, thread_root
from practice.slack.response_urls import ResponseUrl
from practice.slack.rules import limits
from practice.slack.site import Site
from practice.slack.workspace import Json, Posted

KNOWN = "text blocks response_type replace_original delete_original thread_ts metadata unfurl_links unfurl_media"


class Responding:
    """Answers `ok`, or 404 for an url that is used up or too old, or 400 for what Slack would not show."""

    def __init__(self, site: Site, door: Door) -> None:
        self._site, self._door = site, door

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One post of the app to `/response/…`."""
        path, response = request.match_info["path"], _object(await request.read())
        return await self._door.passes(
            request, "response_url", response, lambda record: self._answer(path, response, record)
        )

    def _answer(self, path: str, response: Json, record: Called) -> web.Response:
        try:
            url = self._site.response_urls.use(path)
        except Refused as refusal:
            self._site.ledger.violation(refusal.error, "a response_url works five times within thirty minutes")
            return _refused(refusal, record, status=404)
        try:
            self._respond(url, response)
        except Refused as refusal:
            return _refused(refusal, record, status=400)
        record.answer = "ok"
        return web.Response(text="ok")

    def _respond(self, url: ResponseUrl, response: Json) -> None:
        self._check(response)
        if response.get("delete_original"):
            delete_message(self._site, self._source(url))
        elif response.get("replace_original"):
            self._replace(self._source(url), response)
        else:
            self._say(url, response)

    def _check(self, response: Json) -> None:
        unknown = sorted(set(response) - set(KNOWN.split()))
        if unknown:
            self._site.ledger.violation("unknown_argument", f"a response_url takes no {', '.join(unknown)}")
        if not response.get("delete_original"):
            refuse_faults(self._site, "response_url", limits.message_faults(response))

    def _replace(self, source: Posted, response: Json) -> None:
        before = shapes.message(source, self._site.workspace, thread=False)
        source.text = response.get("text") or ""
        source.blocks = with_ids(response.get("blocks") or [])
        if source.only_for is None:
            self._site.events.changed(source, before)

    def _say(self, url: ResponseUrl, response: Json) -> None:
        public = response.get("response_type") == "in_channel"
        channel = self._site.workspace.channels[url.channel]
        posted = self._site.workspace.post(
            channel.id,
            self._site.workspace.bot.id,
            response.get("text") or "",
            blocks=with_ids(response.get("blocks") or []),
            thread_ts=thread_root(self._site, channel, response.get("thread_ts"), "response_url"),
            only_for=None if public else url.user,
        )
        if public:
            self._site.events.posted(posted)

    def _source(self, url: ResponseUrl) -> Posted:
        """The message that was pressed, where there was one and it still stands."""
        source, workspace = url.source, self._site.workspace
        find = workspace.message if source is None or source.only_for is None else workspace.ephemeral
        if source is None or source.tombstone or find(source.channel, source.ts) is not source:
            raise Refused("message_not_found")
        return source


def _refused(refusal: Refused, record: Called, status: int) -> web.Response:
    record.answer = refusal.error
    return as_json({"ok": False, "error": refusal.error} | refusal.more, status=status)


def _object(body: bytes) -> Json:
    try:
        shape = orjson.loads(body)
    except ValueError:
        return {}
    return shape if isinstance(shape, dict) else {}
