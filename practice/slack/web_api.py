"""The Web API: tokens, scopes and arguments are judged here, then the method answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from practice.slack.door import Door, as_json
from practice.slack.errors import Refused
from practice.slack.ledger import Called
from practice.slack.site import Site
from practice.slack.workspace import Json

STRUCTURED = ("blocks", "metadata", "view", "files", "attachments")
EVERY_METHOD_TAKES = {"team_id"}  # the SDK sends it along with every call


@dataclass(frozen=True)
class Method:
    """One Web API method: what answers it, the arguments it takes and needs, and the kind of token.

    An argument of Slack's that is not modelled here is not taken, so that nobody relies on it. `reads_json` is False
    for the methods that only read: they know form fields alone, and pass over a body of JSON as if it were empty.
    """

    answer: Callable[[Site, Json], Json]
    takes: str
    needs: str = ""
    scope: str | None = None
    token: str = "xoxb-"
    reads_json: bool = True


class WebApi:
    """Answers `/api/<method>`, form or JSON, GET or POST."""

    def __init__(self, site: Site, methods: dict[str, Method], door: Door) -> None:
        self._site, self._methods, self._door = site, methods, door

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """One call: 200 with `ok` true or false, as Slack does it, unless a mood makes it something else."""
        name = request.match_info["method"]
        args = await _arguments(request, reads_json=self._reads_json(name, request))
        token = str(args.pop("token", ""))
        return await self._door.passes(request, name, args, lambda record: self._answer(name, token, args, record))

    def _answer(self, name: str, token: str, args: Json, record: Called) -> web.Response:
        try:
            method = self._allowed(name, token, args)
            answer: Json = {"ok": True} | method.answer(self._site, args)
            record.answer = "ok"
        except Refused as refusal:
            record.answer = refusal.error
            answer = {"ok": False, "error": refusal.error} | refusal.more
        scopes = ",".join(self._site.app.scopes)
        return as_json(answer, headers={"x-oauth-scopes": scopes, "x-slack-req-id": "practice"})

    def _reads_json(self, name: str, request: web.Request) -> bool:
        method = self._methods.get(name)
        if method is None or method.reads_json or request.content_type != "application/json":
            return True
        self._site.ledger.violation("json_not_read", f"{name} reads form fields only; a body of JSON is lost", name)
        return False

    def _allowed(self, name: str, token: str, args: Json) -> Method:
        method = self._methods.get(name)
        if method is None:
            self._site.ledger.violation("unknown_method", f"the practice Slack knows no {name}", name)
            raise Refused("unknown_method", req_method=name)
        self._check_token(method, token)
        if method.scope:
            check_scope(self._site, method.scope, name)
        self._check_arguments(name, method, args)
        return method

    def _check_token(self, method: Method, token: str) -> None:
        if not token:
            raise Refused("not_authed")
        if self._site.tokens_refused or not token.startswith(("xoxb-", "xapp-")):
            raise Refused("invalid_auth")
        if not token.startswith(method.token):
            raise Refused("not_allowed_token_type")

    def _check_arguments(self, name: str, method: Method, args: Json) -> None:
        unknown = sorted(set(args) - set(method.takes.split()) - EVERY_METHOD_TAKES)
        if unknown:
            says = f"{name} takes no {', '.join(unknown)}"
            self._site.ledger.violation("unknown_argument", says, name)
        missing = [each for each in method.needs.split() if args.get(each) in (None, "")]
        if missing:
            self._site.ledger.violation("missing_argument", f"{name} needs {', '.join(missing)}", name)
            raise invalid_arguments(*(f"missing required field: {each}" for each in missing))
        wrong = [key for key, value in args.items() if key not in STRUCTURED and isinstance(value, dict | list)]
        if wrong:
            self._site.ledger.violation("invalid_arguments", f"{name}: no object or list as {', '.join(wrong)}", name)
            raise invalid_arguments(*(f"must be a string: {each}" for each in wrong))


def invalid_arguments(*says: str) -> Refused:
    """The refusal of arguments as Slack words it, a message each."""
    return Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {each}" for each in says]})


def check_scope(site: Site, scope: str, method: str) -> None:
    """Raises Refused, and records it, where the app does not hold `scope`."""
    if scope not in site.app.scopes:
        site.ledger.violation("missing_scope", f"{method} needs {scope}", method)
        raise Refused("missing_scope", needed=scope, provided=",".join(site.app.scopes))


def flag(args: Json, name: str) -> bool:
    """A boolean argument, which arrives as true, "true" or "1"."""
    return str(args.get(name, "")).lower() in ("1", "true")


async def _arguments(request: web.Request, *, reads_json: bool) -> Json:
    args: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        args |= _object(await request.read()) if reads_json else {}
    elif request.can_read_body:
        args |= {key: value for key, value in (await request.post()).items() if isinstance(value, str)}
    for name in STRUCTURED:
        if isinstance(args.get(name), str):
            args[name] = _structured(args[name])
    bearer = request.headers.get("Authorization", "")
    if bearer.startswith("Bearer "):
        args["token"] = bearer.removeprefix("Bearer ").strip()
    return args


def _object(body: bytes) -> Json:
    shape = _structured(body) if body else {}
    return shape if isinstance(shape, dict) else {}


def _structured(text: str | bytes) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        return text
