"""Every word of ours is said somewhere, and every sentence can be said."""

import re
from pathlib import Path

import pytest

from bot.words.figures import inline, labelled, listed, money, shortened
from bot.words.rich_text import Ours, fallback
from bot.words.sentences import plain, rich
from bot.words.templates import sentences

ROOT = Path(__file__).parents[3]
SOURCE = "".join(file.read_text("utf-8") for name in ("bot", "dialogs") for file in (ROOT / name).rglob("*.py"))
BUILT = {*re.findall(r"f['\"](\w+)\.\{", SOURCE), "button", "menu", "grade", "days", "standing", "state", "listed"}


def test_no_sentence_is_left_over() -> None:
    unsaid = [key for key in sentences() if key.split(".")[0] not in BUILT and f'"{key}"' not in SOURCE]

    assert unsaid == []


@pytest.mark.parametrize("name", sorted(key.split(".")[1] for key in sentences() if key.startswith("button.")))
def test_no_label_is_left_over(name: str) -> None:
    assert f'button("{name}"' in re.sub(r"\(\s+", "(", SOURCE)


def test_no_template_is_left_over() -> None:
    templates = {file.name.split(".")[0]: file for file in (ROOT / "templates" / "messages").glob("*.j2")}
    others = {
        name: "".join(each.read_text() for each in templates.values() if each != templates[name]) for name in templates
    }

    assert [name for name in templates if f'"{name}"' not in SOURCE and name not in others[name]] == []


def test_what_people_say_is_never_markup() -> None:
    (section,) = rich("notice", text="*bold* <@U1> <https://a.example|x> {{ 7 }}").to_dict()["elements"]

    assert section["elements"] == [{"type": "text", "text": "*bold* <@U1> <https://a.example|x> {{ 7 }}"}]


def test_what_we_mark_as_ours_is() -> None:
    (section,) = rich("notice", text=Ours("*bold* <@U1>")).to_dict()["elements"]

    assert [part["type"] for part in section["elements"]] == ["text", "text", "user"]


def test_small_words() -> None:
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert inline("The ML problem") == "the ML problem"
    assert inline("MLOps or not") == "MLOps or not"
    assert labelled("To whom?", "Mia") == "To whom? Mia"
    assert money(1_234_567, "EUR") == "EUR 1.23M"
    assert money(-30_458, "EUR") == "EUR -30.5k"
    assert shortened("one two three", 9) == "one two…"
    assert fallback("a <b> & c") == "a &lt;b&gt; &amp; c"
    assert plain("notice", text="as it is *typed*") == "as it is *typed*"
