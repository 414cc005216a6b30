"""Pictures are drawn in a process of their own: the same ones, and whatever becomes of it."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot import pictures
from bot.apart import NotDone
from bot.pictures.studio import Studio
from bot.report import illustrations
from dialogs.findings import Findings
from tests.play import reach

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def picture() -> pictures.Picture:
    return illustrations.of(Findings(reach("plan", track="full")))[0].picture


@pytest.fixture
def studio() -> Iterator[Studio]:
    made = Studio()
    yield made
    made.close()


def test_it_draws_what_would_be_drawn_here(studio: Studio, picture: pictures.Picture) -> None:
    assert studio.png(picture) == pictures.png(picture)
    assert studio.svg(picture) == pictures.svg(picture)


def test_what_cannot_be_drawn_is_told_and_the_next_is_drawn(studio: Studio, picture: pictures.Picture) -> None:
    with pytest.raises(NotDone):
        studio.png(replace(picture, words=None))  # type: ignore[type-var, call-arg]

    assert studio.png(picture).startswith(b"\x89PNG")


def test_a_process_that_is_gone_takes_one_picture_with_it_at_the_most(
    studio: Studio, picture: pictures.Picture
) -> None:
    studio.png(picture)
    assert studio._process is not None
    os.kill(studio._process.pid, signal.SIGKILL)
    studio._process.wait()

    assert studio.png(picture).startswith(b"\x89PNG")


def test_it_goes_when_nothing_was_drawn_for_a_while(picture: pictures.Picture) -> None:
    studio = Studio(idle=0.01)
    studio.png(picture)
    for _ in range(500):
        if not studio.is_open:
            break
        time.sleep(0.01)

    assert not studio.is_open


def test_one_that_was_closed_draws_again(studio: Studio, picture: pictures.Picture) -> None:
    studio.png(picture)
    studio.close()

    assert not studio.is_open
    assert studio.png(picture).startswith(b"\x89PNG")
