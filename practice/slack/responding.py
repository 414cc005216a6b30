"""Takes what the app posts to a response_url, and shows it to the person or in the channel."""

from __future__ import annotations

import orjson
from aiohttp import web

from practice.slack import shapes
from practice.slack.block_ids import with_ids
from practice.slack.door import Door, as_json
from practice.slack.errors import Refused
from practice.slack.ledger import Called
from practice.slack.methods.reaching import refuse_faults
from practice.slack.response_urls import ResponseUrl
from practice.slack.rules import limits
from practice.slack.site import Site
from practice.slack.workspace import Json

KNOWN = (
    "text blocks attachments response_type replace_original delete_original thread_ts metadata "
    "unfurl_links unfurl_media"
)


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
        url = self._site.response_urls.use(path)
        if isinstance(url, str):
            record.answer = url
            self._site.ledger.violation(url, "a response_url works five times within thirty minutes")
            return as_json({"ok": False, "error": url}, status=404)
        try:
            self._respond(url, response)
        except Refused as refusal:
            record.answer = refusal.error
            return as_json({"ok": False, "error": refusal.error} | refusal.more, status=400)
        record.answer = "ok"
        return web.Response(text="ok")

    def _respond(self, url: ResponseUrl, response: Json) -> None:
        self._check(response)
        if response.get("delete_original"):
            self._delete(url)
        elif response.get("replace_original"):
            self._replace(url, response)
        else:
            self._say(url, response)

    def _check(self, response: Json) -> None:
        unknown = sorted(set(response) - set(KNOWN.split()))
        if unknown:
            self._site.ledger.violation("unknown_argument", f"a response_url takes no {', '.join(unknown)}")
        if not response.get("delete_original"):
            refuse_faults(self._site, "response_url", limits.message_faults(response))

    def _delete(self, url: ResponseUrl) -> None:
        if url.source is None:
            raise Refused("message_not_found")
        self._site.workspace.remove(url.source)
        if url.source.only_for is None:
            self._site.events.deleted(url.source)

    def _replace(self, url: ResponseUrl, response: Json) -> None:
        if url.source is None:
            raise Refused("message_not_found")
        before = shapes.message(url.source, self._site.workspace, thread=False)
        url.source.text = response.get("text") or ""
        url.source.blocks = with_ids(response.get("blocks") or [])
        if url.source.only_for is None:
            self._site.events.changed(url.source, before)

    def _say(self, url: ResponseUrl, response: Json) -> None:
        public = response.get("response_type") == "in_channel"
        posted = self._site.workspace.post(
            url.channel,
            self._site.workspace.bot.id,
            response.get("text") or "",
            blocks=with_ids(response.get("blocks") or []),
            thread_ts=response.get("thread_ts"),
            only_for=None if public else url.user,
        )
        if public:
            self._site.events.posted(posted)


def _object(body: bytes) -> Json:
    try:
        shape = orjson.loads(body)
    except ValueError:
        return {}
    return shape if isinstance(shape, dict) else {}
