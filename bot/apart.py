"""Work in a process of its own, which goes when nothing was asked of it for a while: what it imports holds memory.

    apart = Apart("bot.pictures.studio")
    apart.ask("png", picture)      # what that program's "png" makes of it; it is started when it is needed
    apart.close()

The process is a module run as a program that calls `answer`. It reads what is asked and writes what came of it, each
pickled and after its length; at the end of what it reads it ends.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from threading import Lock, Thread, Timer
from typing import IO, Any

IDLE = 30.0
"""Seconds after which the process goes."""
_LENGTH = 8


class NotDone(RuntimeError):
    """It could not be done, or whoever does it was gone before it was."""


class Apart:
    """One thing at a time. Blocking, for any thread; what makes the process end takes nothing else with it."""

    def __init__(self, program: str, idle: float = IDLE) -> None:
        self._program, self._idle = program, idle
        self._one_at_a_time = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._leaving: Timer | None = None
        self._is_closed = False

    def prepare(self) -> None:
        """Something will be asked soon: starts the process where there is none, and does not wait for it."""
        Thread(target=self._prepared, daemon=True).start()

    def ask(self, what: str, about: Any) -> Any:
        """What comes of it. Raises NotDone."""
        with self._one_at_a_time:
            self._stays()
            try:
                is_done, found = self._asked(what, about)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                self._end()
                raise NotDone(f"{self._program} has ended") from error
            self._leaves_later()
        if not is_done:
            raise NotDone(found)
        return found

    @property
    def is_open(self) -> bool:
        """Whether there is a process just now."""
        process = self._process
        return process is not None and process.poll() is None

    def close(self) -> None:
        """Ends the process, whatever it is at; what it is doing is not done."""
        self._is_closed = True
        leaving, process = self._leaving, self._process
        if leaving:
            leaving.cancel()
        if process:
            with suppress(OSError):
                process.kill()
        with self._one_at_a_time:
            self._end()

    def _prepared(self) -> None:
        with self._one_at_a_time:
            if self._is_closed:
                return
            self._stays()
            with suppress(OSError):  # whoever asks finds out, and is told
                self._open()
            self._leaves_later()

    def _stays(self) -> None:
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None

    def _leaves_later(self) -> None:
        leaving = self._leaving = Timer(self._idle, lambda: self._leaves(leaving))
        leaving.daemon = True
        leaving.start()

    def _leaves(self, leaving: Timer) -> None:
        """Unless something was asked in the meantime."""
        with self._one_at_a_time:
            if self._leaving is leaving:
                self._end()

    def _asked(self, what: str, about: Any) -> tuple[bool, Any]:
        process = self._open()
        assert process.stdin is not None
        assert process.stdout is not None
        _write(process.stdin, (what, about))
        answer: tuple[bool, Any] = _read(process.stdout)
        return answer

    def _open(self) -> subprocess.Popen[bytes]:
        if self._process is None or not self.is_open:
            self._end()
            self._process = _started(self._program)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                if pipe:
                    pipe.close()
        process.wait()


def _started(program: str) -> subprocess.Popen[bytes]:
    """In a session of its own: a Ctrl-C in the terminal is for the bot alone, which ends it."""
    return subprocess.Popen(
        [sys.executable, "-m", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )


# ---- the process


def answer(doing: Mapping[str, Callable[[Any], Any]]) -> None:
    """Does what it is asked for until nobody asks any more."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever is printed on the way is none of the answer
    while True:
        try:
            what, about = _read(incoming)
        except EOFError:
            return
        _write(outgoing, _tried(doing[what], about))


def _tried(do: Callable[[Any], Any], about: Any) -> tuple[bool, Any]:
    try:
        return True, do(about)
    except Exception as error:  # whatever it is, it is told, and the next thing is done
        return False, f"{type(error).__name__}: {error}"


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
