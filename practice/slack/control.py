"""The practice's own door, `/practice/<act>`: what people do and see, the ledger and the moods, as JSON."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import orjson
from aiohttp import web

from practice.slack import shapes
from practice.slack.errors import PracticeError
from practice.slack.office import Office
from practice.slack.people import People
from practice.slack.pressing import Fingers
from practice.slack.screens import OpenView
from practice.slack.site import Site
from practice.slack.workspace import Json, Posted


class Control:
    """Each act is a row of a table; its arguments are the JSON body's, its result is made JSON in one place."""

    def __init__(self, site: Site) -> None:
        self._site = site
        people, fingers, office = People(site), Fingers(site), Office(site)
        named = (
            *(getattr(people, name) for name in _PEOPLE.split()),
            *(getattr(fingers, name) for name in _FINGERS.split()),
            *(getattr(office, name) for name in _OFFICE.split()),
            *(getattr(self, name) for name in _HERE.split()),
        )
        self._acts: dict[str, Callable[..., Any]] = {act.__name__: act for act in named}

    async def handle(self, request: web.Request) -> web.Response:
        """Does the act in the address, its arguments the JSON body: `{ok, result}`, or `{ok, error}` and 400 or 404."""
        act = self._acts.get(request.match_info["act"])
        if act is None:
            return _json({"ok": False, "error": f"The practice has no act {request.match_info['act']!r}."}, 404)
        body = await request.read()
        try:
            result = act(**(orjson.loads(body) if body else {}))
            if inspect.isawaitable(result):
                result = await result
        except (PracticeError, TypeError) as error:
            return _json({"ok": False, "error": str(error)}, 400)
        return _json({"ok": True, "result": self._shown(result)}, 200)

    async def file(self, request: web.Request) -> web.Response:
        """The bytes of a file, or 404 where there is none or it was deleted."""
        stored = self._site.workspace.files.get(request.match_info["file_id"])
        if stored is None or stored.content is None or stored.deleted:
            return web.Response(status=404)
        return web.Response(body=stored.content)

    def workspace(self) -> Json:
        """Everybody and every channel with its members, as Slack words them."""
        here = self._site.workspace
        return {
            "bot": here.bot.id,
            "bot_id": here.bot.bot_id,
            "people": [shapes.person(each, here) for each in here.members.values()],
            "channels": [shapes.channel(each, here) | {"members": each.members} for each in here.channels.values()],
        }

    def modal(self, person: str) -> OpenView | None:
        """The modal on top of somebody's screen."""
        return self._site.screens.top(self._site.workspace.member(person).id)

    def home(self, person: str) -> OpenView | None:
        """Somebody's Home, as last published."""
        return self._site.screens.home(self._site.workspace.member(person).id)

    def ledger(self) -> Json:
        """The whole record so far."""
        return self._site.ledger.as_json()

    def mood(self, **wishes: Any) -> None:
        """Changes the moods (`moods.py`). A Slack that goes down drops its connections, too."""
        self._site.moods.change(**wishes)
        if self._site.moods.down:
            self._site.sockets.cut()

    async def disconnects(self, reason: str = "refresh_requested", cut: bool = False) -> None:
        """Sends the app's connections away with a reason, or, with `cut`, drops them without a word."""
        if cut:
            self._site.sockets.cut()
        else:
            await self._site.sockets.disconnect(reason)

    async def connected(self, n: int = 1, timeout: float = 10) -> int:  # noqa: ASYNC109
        """Waits for `n` connections; how many there are then. Raises PracticeError after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                await self._site.sockets.connected(n)
        except TimeoutError:
            there = len(self._site.sockets.connections)
            raise PracticeError(f"After {timeout} s there are {there} connections, not {n}.") from None
        return len(self._site.sockets.connections)

    async def settle(self, quiet: float = 0.15, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Until nothing is being delivered and no call was made for `quiet` seconds."""
        loop = asyncio.get_running_loop()
        started = calm_since = loop.time()
        while self._is_busy() or loop.time() - max(calm_since, self._site.calls.last) < quiet:
            if self._is_busy():
                calm_since = loop.time()
            if loop.time() - started > timeout:
                raise PracticeError(self._unrest(timeout))
            await asyncio.sleep(0.01)

    def _is_busy(self) -> bool:
        return bool(self._site.deliveries.in_flight or self._site.calls.open)

    def _unrest(self, seconds: float) -> str:
        calls = [each.method for each in self._site.ledger.calls if each.answer == "under way"]
        return (
            f"Still not settled after {seconds} s: {self._site.deliveries.in_flight} deliveries are in flight, "
            f"calls under way: {calls or 'none'}, the last call was {self._last_call()}."
        )

    def _last_call(self) -> str:
        calls = self._site.ledger.calls
        return calls[-1].method if calls else "never"

    def _shown(self, result: Any) -> Any:
        if isinstance(result, list):
            return [self._shown(each) for each in result]
        if isinstance(result, Posted):
            return self._message(result)
        if isinstance(result, OpenView):
            shape = result.as_slack(self._site.workspace)
            return shape | {"errors": result.errors, "names": self._names()}
        return result

    def _message(self, posted: Posted) -> Json:
        shape = shapes.message(posted, self._site.workspace, metadata=True, thread=False)
        seen = {"channel": posted.channel, "only_for": posted.only_for, "file_ids": posted.files}
        return shape | seen | {"broadcast": posted.broadcast, "names": self._names()}

    def _names(self) -> dict[str, str]:
        return {each.id: each.real_name for each in self._site.workspace.members.values()}


_PEOPLE = "command says edits deletes shortcut opens_home joins leaves messages direct_messages ephemerals"
_FINGERS = "presses chooses fills submits closes errors"
_OFFICE = "invites_bot removes_bot archives renames changes_id restricts deactivates delete_message set_app"
_HERE = "workspace modal home ledger mood disconnects connected settle"


def _json(shape: Json, status: int) -> web.Response:
    return web.Response(body=orjson.dumps(shape), status=status, content_type="application/json", charset="utf-8")
