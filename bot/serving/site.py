"""An aiohttp application listening at an address; where it cannot, one sentence says why."""

import errno
import socket

from aiohttp import web

from bot.serving import PortTaken

# What is left after the deliveries were waited for: pages in the middle of being written.
LAST_WORDS = 1.0


class Site:
    """One address that an application listens on."""

    def __init__(self, application: web.Application, host: str, port: int) -> None:
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=LAST_WORDS)
        self.host, self.port = host, port

    async def start(self) -> None:
        """Listens; afterwards `port` is the real one, also where 0 was asked for. Raises PortTaken."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self.host, self.port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise PortTaken(_why(error, self.host, self.port)) from None
        self.port = self._runner.addresses[0][1]

    async def close_door(self) -> None:
        """Takes no new connections; those there are go on."""
        for site in list(self._runner.sites):
            await site.stop()

    async def stop(self) -> None:
        """Ends everything, what is being handled included."""
        await self._runner.cleanup()


def _why(error: OSError, host: str, port: int) -> str:
    # Without a number: asyncio, from Python 3.13 on, tried every address of the host, and none is this machine's.
    if isinstance(error, socket.gaierror) or error.errno in (None, errno.EADDRNOTAVAIL):
        return f"{host} is not an address of this machine; correct SCOPEBOT_HOST."
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than scopebot has; set SCOPEBOT_PORT to one above 1023."
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} on {host} is taken by another process; stop that one (an earlier scopebot, "
            "perhaps) or set SCOPEBOT_PORT to a free port."
        )
    return f"scopebot cannot listen on {host}:{port} ({error.strerror or error}); set SCOPEBOT_HOST and SCOPEBOT_PORT."
