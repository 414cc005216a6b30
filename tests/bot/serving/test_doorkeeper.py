"""Nobody from outside holds connections open, takes all of them, or fills the log."""

import asyncio
import errno
import logging
import socket

import aiohttp
import pytest

from bot.serving import doorkeeper
from bot.serving.doorkeeper import Unreadable
from bot.serving.health import Health, health_site

HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
async def site(metrics):
    site = health_site(Health("http", metrics), "127.0.0.1", 0)
    await site.start()
    yield site
    await site.stop()


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(doorkeeper, "HEAD_WITHIN", 0.1)


async def visit(site, *said):
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port, family=socket.AF_INET)
    for each in said:
        writer.write(each)
        await writer.drain()
    return reader, writer


async def ended(reader):
    """What was still said before the connection was closed from the other side."""
    async with asyncio.timeout(30):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


@pytest.mark.parametrize("said", [b"", b"G", HEAD, HEAD + b"X: " + b"y" * 2000], ids=["none", "byte", "half", "long"])
async def test_half_a_head_is_not_waited_for(site, impatient, said):
    reader, writer = await visit(site, said)

    assert await ended(reader) == b""

    writer.close()


async def test_a_head_that_trickles_in_is_not_waited_for(site, impatient):
    reader, writer = await visit(site, HEAD + b"X: ")

    async def trickle():
        while True:
            writer.write(b"y")
            await asyncio.sleep(0.02)

    trickling = asyncio.create_task(trickle())

    assert await ended(reader) == b""

    trickling.cancel()
    writer.close()


async def test_half_a_second_head_on_the_same_connection_is_not_waited_for(site, impatient):
    reader, writer = await visit(site, HEAD + b"\r\n")
    first = await reader.readuntil(b"}")
    writer.write(HEAD)

    assert b"503" in first
    assert await ended(reader) == b""

    writer.close()


async def test_there_are_never_more_connections_than_allowed_and_the_idlest_goes(site, monkeypatch):
    monkeypatch.setattr(doorkeeper, "MOST_CONNECTIONS", 5)
    visits = [await visit(site, b"G") for _ in range(5)]
    while site.inside < 5:  # noqa: ASYNC110 - what is waited for happens at the other end of a socket
        await asyncio.sleep(0.01)
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{site.port}/healthz") as answer:
        assert answer.status == 503
        assert site.inside == 5

    assert await ended(visits[0][0]) == b""

    for _, writer in visits:
        writer.close()


async def test_whoever_has_asked_for_something_stays_while_others_only_open_connections(site, monkeypatch):
    monkeypatch.setattr(doorkeeper, "MOST_CONNECTIONS", 5)
    reader, writer = await visit(site, HEAD + b"\r\n")
    first = await reader.readuntil(b"}")
    crowd = [await visit(site, b"G") for _ in range(20)]
    for there, _ in crowd[:16]:
        assert await ended(there) == b""
    writer.write(HEAD + b"\r\n")

    assert b"503" in first
    assert b"503" in await reader.readuntil(b"}")
    assert site.inside == 5

    for _, each in [*crowd, (reader, writer)]:
        each.close()


async def test_where_all_have_asked_for_something_the_idlest_goes(site, monkeypatch):
    monkeypatch.setattr(doorkeeper, "MOST_CONNECTIONS", 3)
    known = [await visit(site, HEAD + b"\r\n") for _ in range(3)]
    for reader, _ in known:
        await reader.readuntil(b"}")
    newest = await visit(site, HEAD + b"\r\n")

    assert b"503" in await newest[0].readuntil(b"}")
    assert await ended(known[0][0]) == b""

    for _, writer in [*known, newest]:
        writer.close()


async def test_that_no_file_can_be_opened_is_said_once_a_minute_and_without_a_traceback(site, caplog):
    loop = asyncio.get_running_loop()
    caplog.set_level(logging.DEBUG)
    for _ in range(100):
        try:
            raise OSError(errno.EMFILE, "Too many open files")
        except OSError as error:
            loop.call_exception_handler({"message": doorkeeper.FULL, "exception": error, "socket": None})
    loop.call_exception_handler({"message": "Something else", "exception": ValueError("ours")})
    lines = [each for each in caplog.records if each.name == "asyncio" and each.levelno > logging.DEBUG]

    assert [(each.levelname, each.exc_info is None) for each in lines] == [("WARNING", True), ("ERROR", False)]


NO_REQUESTS = {
    "a bad version": b"GET / HTTP/9\r\n\r\n",
    "a bad header": b"GET / HTTP/1.1\r\n: x\r\n\r\n",
    "two lengths": b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
    "a long line": b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n\r\n",
    "a bad chunk": b"POST /slack/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a bad length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
    "no http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "a bad encoding": b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nno",
}


async def test_no_unsigned_request_writes_an_error(site, caplog):
    caplog.set_level(logging.DEBUG)
    for said in [*NO_REQUESTS.values()] * 3:
        reader, writer = await visit(site, said)
        writer.write_eof()
        await ended(reader)
        writer.close()
    lines = [each for each in caplog.records if each.name != "asyncio" and each.levelno > logging.DEBUG]

    assert all(each.levelno < logging.ERROR for each in lines)
    assert len(lines) <= 1


def test_the_line_of_the_next_minute_has_the_number_of_those_before():
    now = [0.0]
    logging.getLogger("told").setLevel(logging.INFO)
    unreadable = Unreadable(lambda: now[0])
    told = []
    for moment in (0, 1, 2, 59, 61):
        now[0] = float(moment)
        error = aiohttp.http_exceptions.BadHttpMessage("no")
        record = logging.LogRecord("told", logging.ERROR, "f", 1, "Error", (), (type(error), error, None))
        is_told = unreadable.filter(record)
        told += [record.getMessage()] * is_told

    assert [line.partition(" ")[0] for line in told] == ["1", "4"]


def test_what_is_wrong_with_us_stays_an_error():
    error = KeyError("ours")
    record = logging.LogRecord("root", logging.ERROR, "f", 1, "Error", (), (KeyError, error, None))

    assert Unreadable().filter(record)
    assert record.levelno == logging.ERROR
