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
        path, said = request.match_info["path"], _object(await request.read())
        return await self._door.passes(request, "response_url", said, lambda record: self._answer(path, said, record))

    def _answer(self, path: str, said: Json, record: Called) -> web.Response:
        used = self._site.response_urls.use(path)
        if isinstance(used, str):
            record.answer = used
            self._site.ledger.violation(used, "a response_url works five times within thirty minutes")
            return as_json({"ok": False, "error": used}, status=404)
        try:
            self._respond(used, said)
        except Refused as refusal:
            record.answer = refusal.error
            return as_json({"ok": False, "error": refusal.error} | refusal.more, status=400)
        record.answer = "ok"
        return web.Response(text="ok")

    def _respond(self, used: ResponseUrl, said: Json) -> None:
        self._check(said)
        if said.get("delete_original"):
            self._delete(used)
        elif said.get("replace_original"):
            self._replace(used, said)
        else:
            self._say(used, said)

    def _check(self, said: Json) -> None:
        unknown = sorted(set(said) - set(KNOWN.split()))
        if unknown:
            self._site.ledger.violation("unknown_argument", f"a response_url takes no {', '.join(unknown)}")
        if not said.get("delete_original"):
            refuse_faults(self._site, "response_url", limits.message_faults(said))

    def _delete(self, used: ResponseUrl) -> None:
        if used.source is None:
            raise Refused("message_not_found")
        self._site.workspace.remove(used.source)
        if used.source.only_for is None:
            self._site.events.deleted(used.source)

    def _replace(self, used: ResponseUrl, said: Json) -> None:
        if used.source is None:
            raise Refused("message_not_found")
        before = shapes.message(used.source, self._site.workspace, thread=False)
        used.source.text = said.get("text") or ""
        used.source.blocks = with_ids(said.get("blocks") or [])
        if used.source.only_for is None:
            self._site.events.changed(used.source, before)

    def _say(self, used: ResponseUrl, said: Json) -> None:
        public = said.get("response_type") == "in_channel"
        posted = self._site.workspace.post(
            used.channel,
            self._site.workspace.bot.id,
            said.get("text") or "",
            blocks=with_ids(said.get("blocks") or []),
            thread_ts=said.get("thread_ts"),
            only_for=None if public else used.user,
        )
        if public:
            self._site.events.posted(posted)


def _object(body: bytes) -> Json:
    try:
        found = orjson.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
