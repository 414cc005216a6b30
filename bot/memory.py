"""Memory that is free goes back to the system: what was made of many small pieces leaves them to the process else."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """To be called after what takes much and is rare; a millisecond or two. Only the GNU C library can do it."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
