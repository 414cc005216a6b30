"""An aiohttp application listening at an address; where it cannot, one sentence says why."""

import asyncio
import errno
import socket

from aiohttp import web

from bot.serving import PortTaken
from bot.serving.doorkeeper import Doorkeeper, visitors_log

# What is left after the deliveries were waited for: pages in the middle of being written.
LAST_WORDS = 1.0
IDLE_FOR = 60.0  # seconds that a connection is kept open for another request


class Site:
    """One address that an application listens on. Its settings are those that a sentence about it names."""

    host_setting, port_setting = "SCOPEBOT_HOST", "SCOPEBOT_PORT"

    def __init__(self, application: web.Application, host: str, port: int) -> None:
        self._runner = web.AppRunner(
            application,
            access_log=None,
            shutdown_timeout=LAST_WORDS,
            keepalive_timeout=IDLE_FOR,
            logger=visitors_log(),
        )
        self._doorkeeper = Doorkeeper(lambda: self._made_by_runner())
        application.middlewares.append(self._doorkeeper.middleware)
        self._door: asyncio.Server | None = None
        self.host, self.port = host, port

    @property
    def inside(self) -> int:
        """How many connections there are."""
        return self._doorkeeper.inside

    async def start(self) -> None:
        """Listens; afterwards `port` is the real one, also where 0 was asked for. Raises PortTaken."""
        await self._runner.setup()
        try:
            loop = asyncio.get_running_loop()
            self._door = await loop.create_server(self._doorkeeper, self.host, self.port)
        except OSError as error:
            await self._runner.cleanup()
            raise PortTaken(self._why(error)) from None
        self.port = self._door.sockets[0].getsockname()[1]

    async def close_door(self) -> None:
        """Takes no new connections; those there are go on."""
        if self._door is not None:
            self._door.close()

    async def stop(self) -> None:
        """Ends everything, what is being handled included."""
        await self.close_door()
        await self._runner.cleanup()

    def _made_by_runner(self) -> asyncio.Protocol:
        assert self._runner.server is not None
        return self._runner.server()

    def _why(self, error: OSError) -> str:
        host, port, host_setting, port_setting = self.host, self.port, self.host_setting, self.port_setting
        # Without a number: asyncio, from Python 3.13 on, tried every address of the host, and none is this machine's.
        if isinstance(error, socket.gaierror) or error.errno in (None, errno.EADDRNOTAVAIL):
            return f"{host} is not an address of this machine; correct {host_setting}."
        if error.errno == errno.EACCES:
            return f"Port {port} needs more rights than scopebot has; set {port_setting} to one above 1023."
        if error.errno == errno.EADDRINUSE:
            return (
                f"Port {port} on {host} is taken by another process; stop that one (an earlier scopebot, "
                f"perhaps) or set {port_setting} to a free port."
            )
        why = error.strerror or error
        return f"scopebot cannot listen on {host}:{port} ({why}); set {host_setting} and {port_setting}."
