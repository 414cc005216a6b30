"""Whom the practice answers: this machine alone, or whoever has the token; and no other site speaks for them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

COOKIE = "practice_token"
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})


def refusal(headers: Mapping[str, str], query: str, token: str | None) -> str:
    """Why a request is turned away, or "". Without a token, only names of this machine are answered to."""
    if speaks_for_another_site(headers):
        return "This page answers to itself alone; open it in a tab of its own."
    if token is None:
        is_here = names_this_machine(headers)
        return "" if is_here else "This page answers on this machine only; open it as http://127.0.0.1."
    return "" if has_token(headers, query, token) else "Open the address with ?token= and the word that was agreed on."


def speaks_for_another_site(headers: Mapping[str, str]) -> bool:
    """Whether a page from elsewhere sends this, with its visitor's browser."""
    origin = headers.get("origin")
    return bool(origin) and _parted(str(origin)) != headers.get("host", "")


def names_this_machine(headers: Mapping[str, str]) -> bool:
    """Whether the name that was asked for is one of this machine: any other may be somebody's that leads here."""
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname in LOCAL_NAMES
    except ValueError:
        return False


def has_token(headers: Mapping[str, str], query: str, token: str) -> bool:
    """Whether the token stands in the address, in a cookie, or as a bearer's."""
    bearer = headers.get("authorization", "").removeprefix("Bearer ").strip()
    tokens = [*asked(query), bearer, _kept(headers.get("cookie", ""))]
    return any(secrets.compare_digest(each.encode("utf-8", "replace"), token.encode()) for each in tokens)


def asked(query: str) -> list[str]:
    """The tokens in an address."""
    return parse_qs(query).get("token", [])


def _kept(cookies: str) -> str:
    try:
        cookie = SimpleCookie(cookies).get(COOKIE)
    except CookieError:
        return ""
    return cookie.value if cookie else ""


def _parted(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
