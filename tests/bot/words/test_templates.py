"""One environment for all that is said, and one home for each sentence."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from jinja2 import nodes

from bot.telling.report import WORDINGS
from bot.words.rich_text import marked
from bot.words.templates import environment, gathered, sentences, speak, speaking
from dialogs.errors import Sentence
from dialogs.report.rules import RULES


def test_a_sentence_has_one_home(tmp_path: Path) -> None:
    (tmp_path / "buttons.yaml").write_text("button:\n  answer: Answer\n", "utf-8")
    (tmp_path / "told.yaml").write_text("button:\n  answer: Reply\n", "utf-8")

    with pytest.raises(ValueError, match=r"told\.yaml .*button\.answer"):
        gathered(tmp_path)


def test_files_may_share_a_group(tmp_path: Path) -> None:
    (tmp_path / "buttons.yaml").write_text("button:\n  answer: Answer\n", "utf-8")
    (tmp_path / "told.yaml").write_text("button:\n  start: Start\n", "utf-8")

    assert gathered(tmp_path) == {"button.answer": "Answer", "button.start": "Start"}


def test_every_rule_of_the_report_has_its_name_and_says_what_it_is() -> None:
    said = [key for key in sentences() if key.startswith("rule.")]

    assert said == [f"rule.{key}.{part}" for key, *_ in RULES for part in ("name", "says")]


def test_our_words_stand_as_they_are_and_theirs_are_made_harmless() -> None:
    said = Sentence("light.verdict", {"light": Sentence("light.red"), "rows": "<b>it's</b>"})

    assert speak(environment(escapes=True), said) == (
        "red, it can't be built as it stands. &lt;b&gt;it&#39;s&lt;/b&gt;."
    )


def test_a_sentence_in_a_sentence_is_said_in_the_same_environment() -> None:
    made = environment(marked)
    called = speaking(made, {"light": lambda light: Sentence(f"light.{light}"), "plainly": lambda: "as it is"})

    assert called["light"]("green") == "green, it can be built"
    assert called["plainly"]() == "as it is"
    assert made.from_string("{{ said }}").render(said=Sentence("light.amber")) == marked("amber, not certain yet")


def test_what_a_message_borrows_from_the_report_calls_nothing_that_only_the_report_has() -> None:
    """A macro that is imported without its context sees no function that words something: it would fail when shown."""
    made = environment(escapes=False)
    loader = made.loader
    assert loader
    borrowed = {
        (template, name)
        for template in made.list_templates(filter_func=lambda name: name.startswith("messages/"))
        for one in made.parse(loader.get_source(made, template)[0]).find_all(nodes.FromImport)
        if not one.with_context
        for name in one.names
    }
    assert borrowed

    macros = {one.name: one for one in made.parse(loader.get_source(made, PHRASES)[0]).find_all(nodes.Macro)}
    assert {(template, name) for template, name in borrowed if _calls(macros, str(name)) & WORDINGS.keys()} == set()


PHRASES = "report/phrases.j2"


def _calls(macros: Mapping[str, nodes.Macro], name: str) -> set[str]:
    """The names that a macro uses, and those that the macros use which it calls."""
    own = {one.name for one in macros[name].find_all(nodes.Name)} - {name}
    return own.union(*(_calls(macros, used) for used in own & macros.keys()))
