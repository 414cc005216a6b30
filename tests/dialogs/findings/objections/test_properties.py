"""What holds of objections whatever people said: of records by chance, and of conversations played on them.

That a verdict is one of those that remain possible, that these shrink, that a hinge turns at its number, and that
nothing unknown reads as nothing, is shown beside each verdict: tests/dialogs/verdicts/test_partial_*.py.
"""

import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import islice
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dialogs.answers.values import Value
from dialogs.catalog import Kind, Level, shipped
from dialogs.errors import DialogError
from dialogs.findings import Findings
from dialogs.findings.objections import Found, fitting, looks
from dialogs.findings.objections.looks import Place
from dialogs.flow import objecting, standing, tasks
from dialogs.flow.objecting import MOST_IN_A_STAGE, MOST_IN_ALL, OBJECT
from dialogs.record import quoting
from dialogs.record.parts import Item
from dialogs.record.quoting import UNNAMED, active_questions
from dialogs.scoping import entries
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from tests.dialogs.findings.objections.records import CHOOSING, at_random, said_at, without
from tests.play import ANA, GOOD, IVO, MONDAY, fresh, having, say

SEEDS = st.integers(0, 2**32)
TRACKS = st.sampled_from(("director", "full"))
BLANK_MEANS_NONE = ("solutions.1.*", "need.4.*", "candidate_?.5.best", "candidate_?.5.test_size")
"""Lists, and figures beside a history: what is left blank there is not open; there is one candidate, or way, less."""
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found(record: Scoping) -> tuple[Found, ...]:
    return Findings(record).objecting.found


# ---- a blank


@SLOW
@given(SEEDS, TRACKS)
def test_nothing_is_argued_from_a_blank(seed: int, track: str) -> None:
    record = at_random(seed, track)
    before = Counter(one.rule.id for one in found(record) if one.stands)
    said = [path for path in said_at(record) if not any(fnmatchcase(path, blank) for blank in BLANK_MEANS_NONE)]

    for path in Random(seed).sample(said, min(12, len(said))):
        blanked = without(record, path)
        whole = [one for one in found(blanked) if not standing.open_inputs(Findings(blanked), one.question)]
        after = Counter(one.rule.id for one in whole if one.stands)
        assert not after - before, path


@SLOW
@given(SEEDS, TRACKS)
def test_nor_is_it_taken_more_gravely_for_one(seed: int, track: str) -> None:
    record = at_random(seed, track)
    before = {one.name: one.level for one in found(record)}
    order = list(Level)

    for path in Random(seed).sample(list(said_at(record)), 6):
        after = found(without(record, path))
        assert all(order.index(one.level) >= order.index(before.get(one.name, one.level)) for one in after), path


# ---- what settles it


@SLOW
@given(SEEDS, TRACKS)
def test_an_answer_its_table_is_content_with_removes_it(seed: int, track: str) -> None:
    record = at_random(seed, track)

    for one in found(record):
        for path, value in islice(settling(record, one), 3):
            settled = Scoping.model_validate_json(record.model_dump_json())
            say(settled, path, value)
            there = {(other.rule.id, other.question) for other in found(settled)}

            assert (one.rule.id, one.question) not in there or one.rule.each, (one.name, path, value)


def settling(record: Scoping, one: Found) -> Iterator[tuple[str, Value]]:
    """Single answers with which a table would be content, as far as no fact it looks at hangs on them."""
    at = one.name.partition("@")[2]
    place = Place(at, one.rule.each.get(at, ""))
    seen = looks.seen(Findings(record), one.rule, place)
    assert seen is not None
    facts = {path for look in one.rule.looks.values() for path in record.catalog.facts.get(look.fact, ())}
    for name, look in one.rule.looks.items():
        asked = [path for path in (place.filled(record, at) for at in look.at) if looks.comes_to(record, path)]
        field = record.catalog.field_at(asked[0]) if asked and not look.fact else None
        if field is None or asked[0] in facts:
            continue
        for option in field.options:
            if fitting(one.rule, {**seen.values, name: (option,)}).level is Level.QUIET:
                yield asked[0], [option] if field.kind is Kind.CHOICES else option


# ---- the order


@SLOW
@given(SEEDS, TRACKS)
def test_in_which_order_things_were_said_does_not_matter(seed: int, track: str) -> None:
    record = at_random(seed, track)
    order = list(record.entries)
    Random(seed).shuffle(order)
    other = record.model_copy(update={"entries": {question: record.entries[question] for question in order}})
    for seq, question in enumerate(order, 1):
        answer = record.entries[question].answers[0].model_copy(update={"seq": seq})
        other.entries[question] = record.entries[question].model_copy(update={"answers": [answer]})

    assert found(other) == found(record)


@settings(SLOW, max_examples=15)
@given(SEEDS, st.permutations([f"exam.{number}" for number in range(1, 8)]))
def test_nor_does_it_in_a_conversation(seed: int, order: list[str]) -> None:
    record, one, other = at_random(seed, "director", blank=0), fresh(), fresh()
    for scoping, questions in ((one, sorted(order)), (other, order)):
        for question in questions:
            said = record.entries[question].answers[0].values if question in record.entries else GOOD[question]
            scoping.answer({question: {**said, **({"simpler": "none"} if question == "exam.2" else {})}}, ANA, MONDAY)

    assert found(one) == found(other)


# ---- how many are put


@settings(SLOW, max_examples=8)
@given(SEEDS, TRACKS)
def test_few_are_put_and_no_stop_is_dropped(seed: int, track: str) -> None:
    chance, scoping = Random(seed), fresh(track=track)
    for _ in range(8):
        before = scoping.stage
        if scoping.ending or before not in scoping.catalog.stages:
            return
        for act in (answer_by_chance, meet_by_chance, accept):
            act(chance, scoping)
            few_are_put(scoping)
        if scoping.stage == before and chance.random() < 0.5:
            return


def answer_by_chance(chance: Random, scoping: Scoping) -> None:
    """Everything the stage asks, form by form, whatever comes of it."""
    stage = scoping.catalog.stages[scoping.stage]
    for question in [question.id for question in stage.questions]:
        if scoping.stage == stage.stage and quoting.is_asked(scoping, question):
            asked = scoping.catalog.questions[question]
            values = {field.id: CHOOSING[field.kind](chance, field) for field in asked.fields}
            if "simpler" in values and chance.random() < 0.8:  # most of them get as far as there is something to object
                values["simpler"] = "none"
            try:
                scoping.answer({question: values}, ANA, MONDAY)
            except DialogError:
                continue


def meet_by_chance(chance: Random, scoping: Scoping) -> None:
    for one in objecting.put(Findings(scoping)):
        if chance.random() < 0.7:
            outcome = chance.choice(("answered", "waived", "misses"))
            try:
                scoping.meet([Met(one.name, outcome, "Mia looks at fifty by Friday.")], ANA, MONDAY)
            except DialogError:
                continue


def accept(chance: Random, scoping: Scoping) -> None:
    for question in [entry for entry in scoping.entries if scoping.entries[entry].waiting_followup]:
        scoping.waive(question, "No more is known.", ANA, MONDAY)
    examined = tasks.to_examine(Findings(scoping), scoping.stage) if scoping.stage in scoping.catalog.stages else []
    if examined:
        scoping.judge(examined, {}, IVO, MONDAY)


def few_are_put(scoping: Scoping) -> None:
    findings = Findings(scoping)
    put = objecting.put(findings)
    raised = {one.name: one for one in scoping.raised}  # one that is put again, as its answer changed, is no other
    last = {name for key, item in scoping.items.items() if key == OBJECT + "report" for name in put_in(item)}
    lesser = [one for one in raised.values() if one.level is not Level.STOP and one.name not in last]
    by_stage = Counter(scoping.catalog.stage_of[one.question].stage for one in lesser)
    asked = [item for key, item in scoping.items.items() if key.startswith(OBJECT) and item.open_call]

    assert len(lesser) <= MOST_IN_ALL
    assert max(by_stage.values(), default=0) <= MOST_IN_A_STAGE
    assert [one.name for one in stops_of_stages_that_are_answered(findings) if one not in put] == []
    assert bool(asked) == bool(put) or scoping.ending or scoping.stage not in scoping.walked


def put_in(item: Item) -> Iterator[str]:
    return (name for call in item.calls for name in call.trigger.split(","))


def stops_of_stages_that_are_answered(findings: Findings) -> Iterator[Found]:
    record = findings.record
    for one in findings.objecting.found:
        stage = record.catalog.stage_of[one.question]
        ready = stage.stage in record.walked and standing.is_ready(findings, stage)
        if one.is_open and one.level is Level.STOP and ready and active_questions(record, stage):
            yield one


# ---- what was let stand


@SLOW
@given(SEEDS, TRACKS, st.sampled_from(("answered", "waived", "misses")))
def test_what_was_said_to_it_holds_until_an_answer_it_quotes_is_another(seed: int, track: str, outcome: str) -> None:
    record = at_random(seed, track)
    chance, standing_now = Random(seed), [one for one in found(record) if one.is_open]
    assume(standing_now)
    one = chance.choice(standing_now)
    record.seq += 1
    entries.meet(record, one.question, Met(one.name, outcome, "We know, and go on."), ANA)
    met = excuse(record, one)
    assert met
    assert met == (outcome, ANA)

    watched = {*one.paths, *_looked_at(record, one)}
    for path in chance.sample([path for path in said_at(record) if path not in watched], 5):
        moved = Scoping.model_validate_json(record.model_dump_json())
        say(moved, path, another(chance, moved, path))
        assert excuse(moved, one) in (met, None), path
        assert excuse(moved, one) == met or one.name not in {other.name for other in found(moved)}

    for path in one.paths:
        moved = Scoping.model_validate_json(record.model_dump_json())
        say(moved, path, another(chance, moved, path))
        assert excuse(moved, one) is None or moved.value(path) == record.value(path), path


def excuse(record: Scoping, one: Found) -> tuple[str, str] | None:
    now = next((other for other in found(record) if other.name == one.name), None)
    return (now.excuse.outcome, now.excuse.by) if now and now.excuse else None


def another(chance: Random, record: Scoping, path: str) -> Value:
    field = record.catalog.field_at(path)
    assert field is not None
    value = CHOOSING[field.kind](chance, field)
    return value if not isinstance(value, str) or field.options or field.kind is not Kind.TEXT else f"{value} Or so."


def _looked_at(record: Scoping, one: Found) -> Iterator[str]:
    place = Place(one.name.partition("@")[2], one.rule.each.get(one.name.partition("@")[2], ""))
    for path in (*one.rule.quotes, *(at for look in one.rule.looks.values() for at in look.at)):
        yield place.filled(record, path)


# ---- its words


@SLOW
@given(SEEDS, TRACKS)
def test_each_has_quotes_and_says_what_settles_it_and_what_would_change_it(seed: int, track: str) -> None:
    for one in found(at_random(seed, track)):
        words = (one.ask, one.settle, one.flip, one.sunk)

        assert 1 <= len(one.paths) <= 4
        assert all(words), one.name
        assert not any("{" in said or said == UNNAMED for said in words), words
        assert one.rule.cause


@SLOW
@given(SEEDS, TRACKS)
def test_what_is_quoted_is_what_an_answer_that_is_shown_says_now(seed: int, track: str) -> None:
    """Also after answers were corrected: the words of an older version are never quoted."""
    record, chance = at_random(seed, track), Random(seed)
    for path in chance.sample(list(said_at(record)), 8):
        corrected(chance, record, path)
        for one in found(record):
            own = " ".join(
                (*one.rule.ask, *(ask for row in one.rule.table for ask in row.ask))
            )  # “Which way” is a question's name
            for words in (words for words in re.findall("“(.+?)”", one.ask) if f"“{words}”" not in own):
                assert any(says(record, at, words) for at in (*one.paths, *beside(record, one))), (one.name, words)


def corrected(chance: Random, record: Scoping, path: str) -> None:
    """Another version of an answer, given later than all else."""
    say_later(record, path, another(chance, record, path))


def beside(record: Scoping, one: Found) -> Iterator[str]:
    """A candidate is named by its name, and an own risk by the first words of its line."""
    yield from (f"solutions.1.{slot}" for slot in "abcde")
    yield from (path for path in one.paths if path.startswith("risk."))


def says(record: Scoping, path: str, words: str) -> bool:
    """Whether an answer has these words, as they were typed or as the option that was chosen is called."""
    value, field = record.value(path), record.catalog.field_at(path)
    told = "\n".join(map(str, value)) if isinstance(value, list) else str(value or "")
    option = field.options.get(told, "") if field else ""
    return any(flat(words).removesuffix("…") in flat(one) for one in (told, option) if one)


def flat(words: str) -> str:
    return " ".join(words.split()).casefold()


@pytest.mark.parametrize("path", ["need.1.because", "need.5.because"])
def test_words_from_before_the_simple_way_was_measured_are_not_quoted(path: str) -> None:
    said = {path: "Rules were never tried.", "need.3.baseline": "Rules: 41%", "need.3.state": "not_tried"}
    record = having({**said, "need.5.simpler": "none"})
    assert notes(record) == ["nothing_simpler_tried"]

    say_later(record, "need.3.state", "measured")
    assert notes(record) == []

    say_later(record, path, "Rules were never tried. Nor were two agents.")
    (one,) = (one for one in found(record) if one.rule.id == "nothing_simpler_tried")
    assert one.ask.startswith("You say “Rules were never tried")
    assert one.paths[0] == path


def test_what_is_measured_on_other_cases_or_reckoned_is_not_said_to_be_untried() -> None:
    for state in ("elsewhere", "reckoned"):
        record = having({"need.3.baseline": "Rules: 41%", "need.3.state": state, "need.5.simpler": "none"})
        (one,) = (one for one in found(record) if one.rule.id == "nothing_simpler_tried")

        assert "“Rules: 41%” is the simple way" in one.ask
        assert "nobody has tried" not in one.ask + one.sunk.casefold()


def notes(record: Scoping) -> list[str]:
    return [one.rule.id for one in found(record) if one.rule.id == "nothing_simpler_tried"]


def say_later(record: Scoping, path: str, value: Value) -> None:
    question, _, field = path.rpartition(".")
    record.seq += 1
    answer = record.entries[question].answers[-1]
    update = {"values": {**answer.values, field: value}, "seq": record.seq}
    record.entries[question].answers.append(answer.model_copy(update=update))


def test_each_rests_on_sources_or_is_ours() -> None:
    for rule in shipped().objections:
        assert rule.rule.endswith(".")
        assert all(fnmatchcase(ref, "*_*") and ref == ref.lower() for ref in rule.refs)
