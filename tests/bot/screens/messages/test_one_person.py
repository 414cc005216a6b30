"""Where one person has two roles, or had something all along, nothing is said of two people."""

from datetime import timedelta

import pytest

from bot.screens.messages import conversation
from bot.words.sentences import plain, sentence
from dialogs.findings import Findings
from dialogs.record.parts import Call, Item
from dialogs.scoping.scoping import Scoping
from practice import reading
from tests.play import ANA, IVO, MIA, MONDAY, fresh

LATER = MONDAY + timedelta(hours=1)


@pytest.mark.parametrize(
    ("key", "other", "alone", "both"),
    [
        (
            "refused.leads",
            "initiator",
            "Only Ana can do this in this scoping.",
            "Only Ana or Ivo can do this in this scoping.",
        ),
        (
            "refused.condition",
            "name",
            "That is Ana's to find out, so only Ana can say how it came out.",
            "That is Ana's to find out, so only Ana or Ivo can say how it came out.",
        ),
    ],
)
def test_who_may_is_named_once(key: str, other: str, alone: str, both: str) -> None:
    assert sentence(key, **{other: "Ana", "director": "Ana"}) == alone
    assert sentence(key, **{other: "Ana", "director": "Ivo"}) == both


def test_who_sees_that_somebody_joins_is_named_once() -> None:
    said = plain("join", title="Churn", initiator="Ana", director="Ana")

    assert said.endswith("you can answer its questions; Ana sees it on the card.")


def test_what_somebody_had_all_along_was_handed_to_nobody() -> None:
    kept = fresh()
    calls = [
        Call(n=1, kind="asked", trigger="", to=[ANA], at=MONDAY, done_at=LATER),
        Call(n=2, kind="asked", trigger="", to=[ANA], at=LATER, by=ANA),
    ]
    kept.items["exam.1"] = Item(owner=ANA, handed_by=ANA, calls=calls)
    before, now = said_of(kept, "turn:exam.1:1"), said_of(kept, "turn:exam.1:2")

    assert before == "· The problem: asked again, see below"
    assert "from Ana" not in now

    calls[1].to, calls[1].by = [MIA], ANA
    kept.items["exam.1"] = Item(owner=MIA, handed_by=ANA, calls=calls)

    assert said_of(kept, "turn:exam.1:1") == "· The problem: handed to Mia"
    assert "(from Ana)" in said_of(kept, "turn:exam.1:2")


def test_who_sent_an_answer_back_to_themselves_is_told_that_it_is_theirs() -> None:
    said = plain(
        "sent_back", by="Ana", to=ANA, to_name="Ana", ring=False, lines=[{"label": "The problem", "reason": "?"}]
    )

    assert said.startswith("Ana, you sent this back, and it is yours:")
    assert plain("sent_back", by="Ivo", to=ANA, to_name="Ana", ring=False, lines=[]).startswith(
        "Ivo sent these back to Ana:"
    )


def said_of(kept: Scoping, key: str) -> str:
    found = next(one for one in conversation.messages(Findings(kept)) if one.key == key)
    return reading.words(list(found.blocks), {ANA: "Ana", IVO: "Ivo", MIA: "Mia"})
