"""What may be read in a file: as it is, and what is packed in it."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple


def text_of(content: bytes) -> tuple[str, Callable[[bytes], bytes]] | None:
    """A log's text, and what packs it as it was; None where it is none."""
    begins = (packing for packing in _PACKINGS if content.startswith(packing.begins))
    packing = next(begins, _NOT_PACKED)
    try:
        return packing.unpack(content).decode(), packing.pack
    except (ValueError, EOFError, OSError, zlib.error, lzma.LZMAError):
        return None


def texts_in(content: bytes) -> Iterator[str]:
    """What may be read in a file: as it is, in two bytes a letter, and what is packed in it."""
    yield content.decode(errors="replace")
    yield content.decode("utf-16-le", errors="replace")
    yield content.decode("utf-16-be", errors="replace")
    for packing in _PACKINGS:
        with suppress(EOFError, OSError, ValueError, zlib.error, lzma.LZMAError):
            yield packing.unpack(content).decode(errors="replace")
    with suppress(zipfile.BadZipFile, *_ZIP_FAILURES), zipfile.ZipFile(io.BytesIO(content)) as archive:
        yield from (archive.read(name).decode(errors="replace") for name in archive.namelist())


class Packing(NamedTuple):
    """A way in which a file can be packed: how it begins then, and what reading it may come to."""

    begins: bytes
    unpack: Callable[[bytes], bytes]
    pack: Callable[[bytes], bytes]


_PACKINGS = (
    Packing(b"\x1f\x8b", gzip.decompress, gzip.compress),
    Packing(b"BZh", bz2.decompress, bz2.compress),
    Packing(b"\xfd7zXZ", lzma.decompress, lzma.compress),
)
_NOT_PACKED = Packing(b"", bytes, bytes)
_ZIP_FAILURES = (zlib.error, EOFError, OSError, RuntimeError, ValueError)
