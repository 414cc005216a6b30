"""Draws in a process of its own, which goes when nothing was drawn for a while: what draws holds 100 MiB, and keeps it.

    studio = Studio()
    studio.png(picture)      # as pictures.png, by a process that is started when it is needed
    studio.close()

The process is this module run as a program. It reads what is to be drawn and writes what came of it, each pickled and
after its length; at the end of what it reads it ends.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock, Timer
from typing import IO, Any

from bot.pictures.rendering import Picture, png, svg

IDLE = 30.0
"""Seconds after which the process goes."""
_LENGTH = 8
_ENV = ("-m", "bot.pictures.studio")


class NotDrawn(RuntimeError):
    """A picture could not be drawn, or whatever draws was gone before it was."""


class Studio:
    """One picture at a time. Blocking, for any thread; a picture that makes the process end takes no other with it."""

    def __init__(self, idle: float = IDLE) -> None:
        self._idle = idle
        self._one_at_a_time = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving: Timer | None = None

    def png(self, picture: Picture) -> bytes:
        """The picture for a message. Raises NotDrawn."""
        return bytes(self._drawn("png", picture))

    def svg(self, picture: Picture) -> str:
        """The picture for a page. Raises NotDrawn."""
        return str(self._drawn("svg", picture))

    @property
    def is_open(self) -> bool:
        """Whether there is a process just now."""
        process = self._process
        return process is not None and process.poll() is None

    def close(self) -> None:
        """Ends the process, whatever it is at; a picture that is being drawn is not."""
        leaving, process = self._leaving, self._process
        if leaving:
            leaving.cancel()
        if process:
            with suppress(OSError):
                process.kill()
        with self._one_at_a_time:
            self._end()

    def _drawn(self, form: str, picture: Picture) -> Any:
        with self._one_at_a_time:
            if self._leaving:
                self._leaving.cancel()
                self._leaving = None
            try:
                is_drawn, found = self._asked(form, picture)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._end()
                raise NotDrawn("the process that draws has ended") from error
            self._leaves_later()
        if not is_drawn:
            raise NotDrawn(found)
        return found

    def _leaves_later(self) -> None:
        leaving = self._leaving = Timer(self._idle, lambda: self._leaves(leaving))
        leaving.daemon = True
        leaving.start()

    def _leaves(self, leaving: Timer) -> None:
        """Unless something was drawn in the meantime."""
        with self._one_at_a_time:
            if self._leaving is leaving:
                self._end()

    def _asked(self, form: str, picture: Picture) -> tuple[bool, Any]:
        if not self.is_open:
            self._end()
            self._process = _started()
        assert self._process is not None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        _write(self._process.stdin, (form, picture))
        answer: tuple[bool, Any] = _read(self._process.stdout)
        return answer

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        process.wait()


def _started() -> subprocess.Popen[bytes]:
    """In a session of its own: a Ctrl-C in the terminal is for the bot alone, which ends it."""
    return subprocess.Popen(
        [sys.executable, *_ENV], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


# ---- the process


def main() -> None:
    """Draws what it is asked for until nobody asks any more."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever is printed on the way is none of the answer
    while True:
        try:
            form, picture = _read(incoming)
        except EOFError:
            return
        _write(outgoing, _tried(_FORMS[form], picture))


def _tried(draw: Callable[[Picture], Any], picture: Picture) -> tuple[bool, Any]:
    try:
        return True, draw(picture)
    except Exception as error:  # whatever it is, it is told, and the next picture is drawn
        return False, f"{type(error).__name__}: {error}"


_FORMS: Mapping[str, Callable[[Picture], Any]] = {"png": png, "svg": svg}


def _write(pipe: IO[bytes], what: Any) -> None:
    content = pickle.dumps(what)
    pipe.write(len(content).to_bytes(_LENGTH, "big") + content)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    """Raises EOFError where there is no more, or not all of it."""
    size = pipe.read(_LENGTH)
    content = pipe.read(int.from_bytes(size, "big")) if len(size) == _LENGTH else b""
    if not content:
        raise EOFError
    return pickle.loads(content)


if __name__ == "__main__":
    main()
