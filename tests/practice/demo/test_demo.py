"""The workspace as a command: what keeps it from opening, who may open its page, and what a restart brings back."""

import socket
import stat
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import expect

from practice.demo.demo import Options, demo
from tests.practice.conftest import both_addresses, workspace
from tests.practice.screen import Screen


def test_a_taken_port_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert demo(Options(data=tmp_path, port=port, browser=False)) == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in capsys.readouterr().err


def test_other_interfaces_need_a_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo(Options(data=tmp_path, host="0.0.0.0", browser=False)) == 1
    assert "add --token" in capsys.readouterr().err


async def test_the_page_answers_this_machine_alone(tmp_path: Path) -> None:
    async with workspace(tmp_path, opening=False) as address, aiohttp.ClientSession() as session:
        for headers, status in (
            ({}, 200),
            ({"Host": "practice.example.com"}, 403),
            ({"Origin": "https://practice.example.com"}, 403),
        ):
            async with session.get(address, headers=headers) as answer:
                assert answer.status == status


async def test_with_a_token_only_who_has_it_comes_in(tmp_path: Path) -> None:
    async with workspace(tmp_path, opening=False, host="0.0.0.0", token="sesame") as address:
        bare = address.partition("?")[0]
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
            for url, status in ((bare, 403), (f"{bare}?token=open", 403), (address, 200), (bare, 200)):
                async with session.get(url) as answer:
                    assert answer.status == status


async def test_the_door_behind_the_page_is_guarded_as_the_page_is(tmp_path: Path) -> None:
    here: dict[str, str] = {}
    foreign = ({"Host": "practice.example.com"}, {"Origin": "https://practice.example.com"})
    asked = [
        *((None, headers, 403) for headers in foreign),
        (None, here, 200),
        ("sesame", here, 403),
        ("sesame", {"Authorization": "Bearer open"}, 403),
        ("sesame", {"Authorization": "Bearer sesame"}, 200),
        *(("sesame", headers | {"Authorization": "Bearer sesame"}, 403) for headers in foreign),
    ]
    answered = [await _at_the_door(tmp_path, token, headers) for token, headers, _ in asked]

    assert answered == [status for _, _, status in asked]


async def _at_the_door(folder: Path, token: str | None, headers: dict[str, str]) -> int:
    """What the practice's own door answers to whoever would speak for Ana."""
    said = b'{"person": "Ana", "text": "Hello", "channel": "#churn"}'
    async with both_addresses(folder, opening=False, token=token) as (_, api), aiohttp.ClientSession() as session:
        url = api.replace("/api/", "/practice/says")
        async with session.post(url, data=said, headers=headers) as answer:
            return answer.status


async def test_what_is_kept_is_nobody_elses_to_read(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    async with workspace(folder, opening=False):
        pass
    (folder / "workspace.json").chmod(0o644)
    async with workspace(folder, opening=False):
        pass
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (folder, *folder.iterdir())}

    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}


async def test_a_restart_goes_on_and_a_fresh_start_begins_anew(chromium: Any, tmp_path: Path) -> None:
    async with workspace(tmp_path) as address:
        screen = await Screen.opened(chromium, address)
        await screen.control("button", "Skip ahead an hour").click()
        await screen.opens_thread()
        await screen.replies("Is anybody here?")
        await screen.sees("Is anybody here?")
        await screen.page.close()

    async with workspace(tmp_path) as address:
        screen = await Screen.opened(chromium, address)
        await screen.opens_thread()
        await expect(screen.message("Is anybody here?")).to_contain_text("Tue 16:")
        await screen.presses("Answer", at="to be known by Tue 3 Mar: where the data comes from")
        await expect(screen.window).to_be_visible()
        await screen.page.close()

    async with workspace(tmp_path, fresh=True, opening=False) as address:
        screen = await Screen.opened(chromium, address)
        await expect(screen.page.get_by_text("Nothing here yet")).to_be_visible()
