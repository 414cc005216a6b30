"""slack_sdk's blocks are checked by the methods that slack_sdk would find, and refused as it would refuse them."""

from collections.abc import Iterator

import pytest
import slack_sdk.models.views  # noqa: F401 - so that all classes are there
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject, JsonValidator
from slack_sdk.models.blocks import ButtonElement, Option, SectionBlock, StaticSelectElement

from bot.screens.blocks import validators


def _kinds(kind: type[JsonObject] = JsonObject) -> Iterator[type[JsonObject]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)


def _called(kind: type[JsonObject], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The methods that slack_sdk itself calls to check an object of a class, whatever they say."""
    part, called = object.__new__(kind), list[str]()
    for name in dir(kind):
        if hasattr(getattr(kind, name), "validator"):
            noted = JsonValidator("")(lambda _, name=name: called.append(name) or True)  # type: ignore[no-untyped-call]
            monkeypatch.setattr(kind, name, noted)
    part.validate_json()
    return called


@pytest.mark.parametrize("kind", sorted(set(_kinds()), key=str), ids=lambda kind: kind.__qualname__)
def test_they_are_those_that_slack_sdk_finds(kind: type[JsonObject], monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(validators.validators(kind))
    monkeypatch.setattr(kind, "__abstractmethods__", frozenset(), raising=False)

    assert found == _called(kind, monkeypatch)


@pytest.mark.parametrize(
    "wrong",
    [
        Option(text="x" * 76, value="v"),
        ButtonElement(text="Go", action_id="x" * 256, value="v"),
        SectionBlock(text="x" * 3001),
        StaticSelectElement(placeholder="Choose", action_id="a", options=[Option(text="x" * 76, value="v")]),
    ],
    ids=["an option", "a button", "a section", "an option within a menu"],
)
def test_what_slack_would_refuse_is_refused(wrong: JsonObject, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SlackObjectFormationError) as before:
        wrong.to_dict()
    monkeypatch.setattr(JsonObject, "validate_json", JsonObject.validate_json)  # as it is again afterwards
    validators.found_once()

    with pytest.raises(SlackObjectFormationError, match=str(before.value)[:20]):
        wrong.to_dict()
