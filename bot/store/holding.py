"""Holds a file or a folder against other processes by itself, so that nothing beside it can be removed to let them in.

The system lets go of it when the process ends, however that comes.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EVERY = 0.05
_NO_LOCKS = frozenset({errno.EBADF, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.ENOSYS, errno.EINVAL})
"""What file systems answer that lock nothing, or no folders; there the lock file beside it has to do."""


class Taken(Exception):
    """Another process holds it."""


def hold(path: Path) -> int:
    """The descriptor by which a file or a folder is held; to be closed. Raises Taken, OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        hold_opened(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def hold_opened(descriptor: int) -> None:
    """Holds what is open already, until it is closed. Raises Taken, OSError."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Taken from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise


@contextmanager
def held(path: Path, seconds: float = 0.0) -> Iterator[None]:
    """Holds a file or a folder, waiting for it so long at most. Raises Taken, OSError."""
    until = time.monotonic() + seconds
    while True:
        try:
            descriptor = hold(path)
            break
        except Taken:
            if time.monotonic() >= until:
                raise
            time.sleep(_EVERY)
    try:
        yield
    finally:
        os.close(descriptor)


def is_same(path: Path, descriptor: int) -> bool:
    """Whether what is held is still what stands under its name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


def is_held(path: Path) -> bool:
    """Whether a process holds a file; where nobody can say, one does. What is gone is held by nobody."""
    try:
        os.close(hold(path))
    except FileNotFoundError:
        return False
    except (Taken, OSError):
        return True
    return False
