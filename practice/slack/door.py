"""Where every call of the app comes in: moods strike here, and the ledger takes the call down with its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import orjson
from aiohttp import web

from practice.slack.ledger import Called, summary
from practice.slack.site import Site
from practice.slack.workspace import Json

Answering = Callable[[Called], web.Response]
Failing = Callable[[Site, web.Request, Called, Answering], Awaitable[web.Response]]


class Door:
    """`passes` gives a call to `answering`, unless the mood is against it. `answering` writes the record's answer."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def passes(self, request: web.Request, name: str, args: Json, answering: Answering) -> web.StreamResponse:
        """One call of the app, from its arrival to its answer: moods strike first; all of it is recorded."""
        calls, loop = self._site.calls, asyncio.get_running_loop()
        started = loop.time()
        channel = args.get("channel") or args.get("channel_id")
        record = Called(name, summary(args), channel, args.get("user"), "under way", self._site.workspace.now())
        record.sent = args
        self._site.ledger.calls.append(record)
        calls.open += 1
        try:
            return await self._under_moods(request, record, answering)
        finally:
            calls.open -= 1
            calls.last = loop.time()
            record.seconds = calls.last - started

    async def _under_moods(self, request: web.Request, record: Called, answering: Answering) -> web.StreamResponse:
        moods = self._site.moods
        if moods.slow:
            await asyncio.sleep(moods.slow)
        if moods.down:
            return _reset(request, record, "down")
        wait = moods.limited(record.method)
        if wait is not None:
            record.answer = "ratelimited"
            return as_json({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(wait)})
        how = moods.failing(record.method)
        if record.method == "upload" and moods.files == "blocked":
            how = "hang"
        if how is None:
            return answering(record)
        if how in _FAILURES:
            return await _FAILURES[how](self._site, request, record, answering)
        record.answer = how
        return as_json({"ok": False, "error": how})


def as_json(answer: Json, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """An answer in Slack's content type."""
    body = orjson.dumps(answer)
    return web.Response(body=body, status=status, headers=headers, content_type="application/json", charset="utf-8")


def _reset(request: web.Request, record: Called, answer: str) -> web.Response:
    record.answer = answer
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)


async def _http_500(site: Site, request: web.Request, record: Called, answering: Answering) -> web.Response:
    record.answer = "http_500"
    return web.Response(status=500)


async def _html(site: Site, request: web.Request, record: Called, answering: Answering) -> web.Response:
    record.answer = "html"
    return web.Response(text="<html><body>Server Error</body></html>", content_type="text/html")


def _after_accept(garbled: Callable[[web.Response], web.Response]) -> Failing:
    """What was asked for is done, but the answer is none of Slack's."""

    async def answer(site: Site, request: web.Request, record: Called, answering: Answering) -> web.Response:
        return garbled(answering(record))

    return answer


def _bare(answer: web.Response) -> web.Response:
    return as_json({"ok": True})


def _json_of(text: str) -> Callable[[web.Response], web.Response]:
    return lambda _: web.Response(text=text, content_type="application/json", charset="utf-8")


async def _reset_before(site: Site, request: web.Request, record: Called, answering: Answering) -> web.Response:
    return _reset(request, record, "reset_before")


async def _reset_after(site: Site, request: web.Request, record: Called, answering: Answering) -> web.Response:
    answering(record)
    return _reset(request, record, f"{record.answer}, reset_after_accept")


async def _timeout_after(site: Site, request: web.Request, record: Called, answering: Answering) -> web.Response:
    answering(record)
    await asyncio.sleep(site.moods.hang)
    return _reset(request, record, f"{record.answer}, timeout_after_accept")


async def _late(site: Site, request: web.Request, record: Called, answering: Answering) -> web.Response:
    """The connection is lost, and Slack does what was asked for all the same, as many seconds later as `hang` says."""
    asyncio.get_running_loop().call_later(site.moods.hang, answering, record)
    return _reset(request, record, "late")


async def _hang(site: Site, request: web.Request, record: Called, answering: Answering) -> web.Response:
    record.answer = "hang"
    await asyncio.sleep(site.moods.hang)
    return _reset(request, record, "hang")


_FAILURES: dict[str, Failing] = {
    "http_500": _http_500,
    "hang": _hang,
    "html": _html,
    "reset_before": _reset_before,
    "reset_after_accept": _reset_after,
    "timeout_after_accept": _timeout_after,
    "late": _late,
    "empty_after_accept": _after_accept(lambda _: web.Response(content_type="application/json")),
    "plain_after_accept": _after_accept(lambda _: web.Response(text="ok")),
    "list_after_accept": _after_accept(_json_of("[]")),
    "half_after_accept": _after_accept(_json_of('{"ok": tr')),
    "bare_after_accept": _after_accept(_bare),
    "wordless_after_accept": _after_accept(_json_of('{"ok": false}')),
}
