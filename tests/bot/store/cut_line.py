"""A line to the database that can be cut, or fall silent, at a message of a test's choice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

_PIECE = 1 << 16


@dataclass
class Line:
    """What stands between a store and its server. `goes_wrong` is asked of every piece that the store sends."""

    port: int
    goes_wrong: Callable[[bytes], bool] = lambda _: False
    how: str = "before"
    is_down: bool = False
    address: str = ""

    def at(self, words: bytes, how: str) -> None:
        """Goes wrong at the next piece with these words in it, and only there."""
        self.goes_wrong = self._once(lambda piece: words in piece)
        self.how = how

    def at_piece(self, number: int, how: str) -> None:
        """Goes wrong at the n-th piece from now on, counted from 0."""
        seen = iter(range(number + 1))
        self.goes_wrong = self._once(lambda _: next(seen) == number)
        self.how = how

    def _once(self, is_it: Callable[[bytes], bool]) -> Callable[[bytes], bool]:
        def asked(piece: bytes) -> bool:
            if not is_it(piece):
                return False
            self.goes_wrong = lambda _: False
            return True

        return asked

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its first piece to its end."""
        if self.is_down:
            writer.close()
            return
        to_server = await asyncio.open_connection("127.0.0.1", self.port)
        back = asyncio.create_task(self._back(to_server[0], writer))
        try:
            while piece := await reader.read(_PIECE):
                if self.goes_wrong(piece):
                    await HOW[self.how](self, piece, to_server, back)
                    if self.how in ("before", "after"):
                        break
                    continue
                if self.is_down:
                    break
                to_server[1].write(piece)
                await to_server[1].drain()
        except (ConnectionError, asyncio.CancelledError):
            pass  # either way it is over
        finally:
            back.cancel()
            for end in (writer, to_server[1]):
                end.close()

    async def _back(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while piece := await reader.read(_PIECE):
                writer.write(piece)
                await writer.drain()
            writer.close()


Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _before(line: Line, piece: bytes, server: Ends, back: "asyncio.Task[None]") -> None:
    """The server never hears of it, and the line is cut."""


async def _after(line: Line, piece: bytes, server: Ends, back: "asyncio.Task[None]") -> None:
    """The server does it, its answer is lost, and the line is cut."""
    await _lose(piece, server, back)


async def _silent(line: Line, piece: bytes, server: Ends, back: "asyncio.Task[None]") -> None:
    """The server does it, and its answer never comes."""
    await _lose(piece, server, back)


async def _deaf(line: Line, piece: bytes, server: Ends, back: "asyncio.Task[None]") -> None:
    """The server never hears of it, and nobody is told."""


async def _lose(piece: bytes, server: Ends, back: "asyncio.Task[None]") -> None:
    back.cancel()
    await asyncio.wait({back})
    server[1].write(piece)
    await server[0].read(_PIECE)


HOW = {"before": _before, "after": _after, "silent": _silent, "deaf": _deaf}
"""From how a line goes wrong to what becomes of the piece."""


@asynccontextmanager
async def cuttable(database: str) -> AsyncIterator[Line]:
    """A line to a database, and the address at its near end."""
    parts = urlsplit(database)
    assert parts.port
    line = Line(parts.port)
    server = await asyncio.start_server(line.carry, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    line.address = database.replace(f":{parts.port}/", f":{port}/")
    try:
        yield line
    finally:
        server.close()
