"""Memory that is free goes back to the system: what was made of many small pieces leaves them to the process else.

So does what refers to itself and to nothing that is used: Python's collector is told to look seldom (see bot.ready).
"""

import ctypes
import gc
from contextlib import suppress


def give_back() -> None:
    """To be called after what takes much and is rare; some ten milliseconds. Only the GNU C library can do it."""
    gc.collect()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
