"""What is free is given back to the system, where it can be."""

import platform
import subprocess
import sys

import pytest

MUCH = """
from pathlib import Path
from bot.memory import give_back

def holds():
    return int(Path("/proc/self/status").read_text().split("VmRSS:")[1].split()[0]) // 1024

pieces = [bytearray(1000) for _ in range(100_000)]
last = bytearray(1000)  # above them all: nothing below it goes back by itself
pieces.clear()
before = holds()
give_back()
print(before - holds())
"""


@pytest.mark.process
@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the GNU C library gives back what is free")
def test_what_is_free_goes_back() -> None:
    given = subprocess.run([sys.executable, "-c", MUCH], check=True, capture_output=True, text=True).stdout

    assert int(given) > 50
