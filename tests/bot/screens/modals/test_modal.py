"""Every window's title, and every choice in it, stands whole."""

from collections.abc import Iterator

import pytest
from ruamel.yaml import YAML
from slack_sdk.models.blocks import DividerBlock

from bot.packaged import packaged
from bot.screens.modals.modal import TITLE, modal
from bot.screens.modals.starting import start
from dialogs.catalog import shipped

OPTION = 75


def titles() -> Iterator[str]:
    """All that a window of the shipped catalogue may be called, where no words of people's are its title."""
    yield from YAML(typ="safe").load(packaged("templates/words/modals.yaml"))["modal"].values()
    yield from (form.title for form in shipped().forms.values() if not form.names)
    yield from (question.label for question in shipped().questions.values())


@pytest.mark.parametrize("title", sorted(set(titles())))
def test_a_title_of_ours_is_not_cut(title: str) -> None:
    shown = modal("notice", title, [DividerBlock()]).to_dict()["title"]["text"]

    assert len(shown) <= TITLE
    assert not shown.endswith("…") or title.endswith("…")


def test_no_choice_of_ours_is_cut() -> None:
    choices = [
        words
        for question in shipped().questions.values()
        for field in question.fields
        for words in (getattr(field, "options", None) or {}).values()
    ]

    assert choices
    assert [words for words in choices if len(words) > OPTION] == []


def test_how_long_each_track_takes_is_said_to_the_end() -> None:
    view = start(shipped(), "C0", "").to_dict()
    options = next(block["element"]["options"] for block in view["blocks"] if block.get("block_id") == "track")

    assert [option["description"]["text"] for option in options] == [one.says for one in shipped().tracks.values()]
