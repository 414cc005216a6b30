"""Scopings to draw: one before each form of the full track, and one in each standing of the card."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from bot.store.documents import Documents
from bot.store.safe_file import Disk
from dialogs.catalog import Question
from dialogs.flow.turns import in_form
from dialogs.record.quoting import active_questions
from dialogs.scoping.scoping import Scoping
from practice.slack.workspace import slack_id
from tests import endings, full_track, play
from tests.play import ANA, EVA, IVO, MIA, MONDAY, TOM

HERE = {ANA: "ANA", IVO: "IVO", MIA: "MIA", TOM: "TOM", EVA: "MIA", full_track.LEA: "TOM", full_track.JON: "TOM"}
"""The people of the tests as those of the practice workspace, which has four."""
ANSWERS = {**full_track.GOOD, **full_track.RICHER}


def before_each_form() -> Iterator[tuple[str, Scoping]]:
    """Of the longest way, each form as it waits for its answers."""
    scoping = full_track.begun()
    while not scoping.ending and scoping.stage != "report":
        for form in _forms(scoping):
            asked = [one.id for one in _asked(scoping) if in_form(scoping, one.id) == form]
            if asked and not all(scoping.entries.get(one) and scoping.entries[one].answer for one in asked):
                yield form, scoping.model_copy(deep=True)
                answers = {one: play.on_its_track(scoping, one, ANSWERS[one]) for one in asked}
                scoping.answer(answers, full_track.AUTHORS.get(scoping.stage, ANA), MONDAY)
                full_track.explain(scoping, asked)
                break
        else:
            full_track.step(scoping, ANSWERS)


def standings() -> Mapping[str, Scoping]:
    """The card as it is when answers wait, are late, and are to be found out; parked, to be signed, and at its end."""
    return {
        "just begun": play.fresh(),
        "somebody is late": _late(),
        "something is to be found out": _unknown(),
        "parked": _parked(),
        "to be signed": full_track.play("report"),
        "ended": full_track.approved_mlops(),
        "not yet": endings.not_yet(),
    }


def put(folder: Path, scopings: Mapping[str, Scoping]) -> None:
    """Into the folder of a bot that has not shown them yet, as scopings of #churn."""
    documents = Documents(folder, Scoping, Disk())
    for number, (title, scoping) in enumerate(scopings.items(), start=1):
        kept = scoping.model_copy(update={"id": f"V{number:010}", "title": title, "channel": "C00000CHURN"})
        text = kept.model_dump_json().replace('"T0TEAM"', '"T0PRACTICE"')
        for person, name in HERE.items():
            text = text.replace(f'"{person}"', f'"{slack_id("U", name)}"')
        document = json.loads(text)
        document["team"] = list(dict.fromkeys(document["team"]))
        for name in set(HERE.values()):
            document["people"][slack_id("U", name)]["name"] = name.title()
        documents.save(kept.id, document)


def _forms(scoping: Scoping) -> list[str]:
    stage = scoping.catalog.stages[scoping.stage]
    return [form.id for form in scoping.catalog.forms.values() if scoping.catalog.form_stage[form.id] is stage]


def _asked(scoping: Scoping) -> list[Question]:
    return active_questions(scoping, scoping.catalog.stages[scoping.stage])


def _late() -> Scoping:
    scoping = play.fresh()
    play.answer(scoping, "exam.1", "exam.2")
    later = MONDAY + timedelta(days=3)
    scoping.claim_ring(ANA, later)
    scoping.rung(ANA, "1.1", later)
    return scoping


def _unknown() -> Scoping:
    scoping = play.fresh()
    play.answer(scoping, "exam.1", "exam.2", "exam.4")
    scoping.assign("exam.3", MIA, ANA, MONDAY)
    play.dont_know(scoping, "exam.3", date(2026, 3, 12), MIA)
    return scoping


def _parked() -> Scoping:
    scoping = full_track.play("design")
    scoping.park(ANA, MONDAY)
    return scoping
