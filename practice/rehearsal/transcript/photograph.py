"""The picture of a thread as a file: its page as it is (.html), or as a browser draws it (.png)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from practice.rehearsal.transcript.events import Transcript
from practice.rehearsal.transcript.page import page

WIDTH, TALLEST = 900, 1800
DRAWS_WITHIN = 60.0
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_QUIETLY = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--hide-scrollbars",
)


class NoPicture(Exception):
    """The picture could not be drawn; the message says what to do."""


def draw(transcript: Transcript, begins: datetime, files: Mapping[str, bytes], picture: Path) -> None:
    """Draws the thread as a page (.html) or as a picture (.png). Raises NoPicture."""
    written = page(transcript, begins, files)
    if picture.suffix not in (".html", ".png"):
        raise NoPicture(f"{picture}: a picture of the thread ends in .png or .html.")
    picture.parent.mkdir(parents=True, exist_ok=True)
    if picture.suffix == ".html":
        picture.write_text(written, "utf-8")
        return
    with tempfile.TemporaryDirectory(prefix="scopebot-picture-") as folder:
        source = Path(folder) / "thread.html"
        source.write_text(written, "utf-8")
        _photograph(source, picture)


def _photograph(page: Path, picture: Path) -> None:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise NoPicture("A .png needs chromium (apt-get install chromium); or end the picture's name in .html.")
    height = _height(browser, page)
    _run(browser, page, f"--window-size={WIDTH},{height}", f"--screenshot={picture.absolute()}")
    if not picture.exists():
        raise NoPicture(f"{browser} drew nothing; end the picture's name in .html and open it in a browser.")


def _height(browser: str, page: Path) -> int:
    """How tall the page is, as the browser lays it out: it writes that into its own title."""
    measuring = "<script>document.title='tall:'+document.documentElement.scrollHeight</script>"
    probe = page.with_name("probe.html")
    probe.write_text(page.read_text("utf-8") + measuring, "utf-8")
    dumped = _run(browser, probe, f"--window-size={WIDTH},200", "--dump-dom")
    height = dumped.partition("tall:")[2].partition("<")[0]
    return min(TALLEST, int(height)) if height.isdigit() else TALLEST


def _run(browser: str, page: Path, *options: str) -> str:
    command = [browser, *_QUIETLY, f"--user-data-dir={page.parent / 'profile'}", *options, page.as_uri()]
    try:
        done = subprocess.run(command, capture_output=True, timeout=DRAWS_WITHIN, check=False)
    except subprocess.TimeoutExpired:
        raise NoPicture(f"{browser} did not finish within {DRAWS_WITHIN:.0f} s; end the name in .html.") from None
    return done.stdout.decode("utf-8", "replace")
