"""Objections in a conversation: put after a stage's last answer, few at a time; met in four ways; what they hold."""

from collections.abc import Mapping
from datetime import date

import pytest

from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.catalog import Level
from dialogs.errors import BadFields, NotNow
from dialogs.findings import Findings
from dialogs.findings.objections import Found
from dialogs.flow import objecting, standing, tasks
from dialogs.flow.promises import Promise
from dialogs.flow.standing import State
from dialogs.record.parts import Unknown
from dialogs.scoping.entries import Met
from dialogs.scoping.scoping import Scoping
from tests.play import (
    ANA,
    GOOD,
    IVO,
    MIA,
    MONDAY,
    accept_all,
    answer,
    answer_stage,
    fresh,
    open_calls,
    reach,
)

Given = Mapping[str, Mapping[str, Value | None]]
HOLDS: Mapping[str, tuple[str, Given]] = {
    "rules_suffice": ("need", {"need.1": {"rules": "simpler"}}),
    "scale_is_small": ("need", {"need.2": {"scale": "simpler"}}),
    "ledger_disagrees": ("need", {"need.4": {"software": [20e3, 10e3, 400e3]}}),
    "nothing_simpler_tried": ("need", {"need.3": {"state": "none"}}),
    "beyond_reach": ("problem", {"problem.5": {"reach": "beyond"}}),
    "chosen_is_red": ("solutions", {"candidate_a.3": {"predictive": "no"}}),
    "chosen_is_simpler": ("solutions", {"solutions.1": {"a_cell": "nothing"}}),
    "nothing_follows": ("solutions", {"solutions.4": {"role": "shows"}}),
    "no_labels": ("design", {"labels.1": {"labelled": "no", "who": "nobody", "weeks": 4.0}}),
    "rules_unclear": ("design", {"labels.2": {"kappa": 0.4}}),
    "edge_without_device": ("design", {"infra.1": {"where": "edge"}, "infra.3": {"compute": "gpu"}}),
    "answer_hides": ("design", {"data.6": {"traps": ["after"]}}),
    "no_line": ("design", {"eval.1": {"judged": "none"}}),
    "risk_without_steps@risk.1": ("design", {"risk.1": {"state": "none", "impact": "5"}}),
    "other_risk_without_steps": ("design", {"risk.4": {"others": ["The supplier goes\t2\t4"]}}),
    "data_not_looked_at": ("exam", {"exam.7": {"quality": "unchecked"}}),
    "over_budget": ("plan", {"plan.2": {"budget": 90e3}}),
    "stress_breaks_it": ("case", {"case.6": {"stress": "yes"}, "case.2": {"saving": [100e3, 150e3, 400e3]}}),
}
"""For each of some stops: the stage it holds, and what is said otherwise than in the good answers."""


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch):
    """Plays the full track with other answers in some fields, as far as it goes."""
    from tests import play

    found: list[Scoping] = []
    first = play.fresh

    def kept(**over: object) -> Scoping:
        found.append(first(**over))
        return found[-1]

    def played(given: Given) -> Scoping:
        for question, fields in given.items():
            changed = {name: value for name, value in {**GOOD[question], **fields}.items() if value is not None}
            monkeypatch.setitem(GOOD, question, changed)
        with pytest.raises(AssertionError, match="stuck in"):
            reach("report", track="full")
        return found.pop()

    monkeypatch.setattr("tests.play.fresh", kept)
    return played


def the(scoping: Scoping, name: str) -> Found:
    return next(one for one in Findings(scoping).objecting.found if one.name == name)


@pytest.mark.parametrize("name", HOLDS)
def test_a_stop_is_put_to_whoever_answered_and_holds_its_stage(said, name: str) -> None:
    stage, given = HOLDS[name]

    scoping = said(given)

    found = the(scoping, name)
    assert scoping.stage == stage
    assert standing.state(Findings(scoping), found.question) is State.OBJECTED
    assert open_calls(scoping)[objecting.OBJECT + found.question] == ("objection", [ANA])
    assert [raised.name for raised in scoping.raised if raised.name == name] == [name]
    assert found.paths
    assert all(path.rpartition(".")[0] in scoping.entries for path in found.paths)


@pytest.mark.parametrize("name", HOLDS)
def test_words_to_a_stop_are_enough_once_the_director_says_so(said, name: str) -> None:
    scoping = said(HOLDS[name][1])
    stage, question = scoping.stage, the(scoping, name).question

    while put := objecting.put(Findings(scoping)):
        scoping.meet([Met(one.name, "answered", "Eva sees to it, and we begin in May.") for one in put], ANA, MONDAY)

    assert scoping.stage == stage, "nobody has said yet that this is enough"
    assert question in tasks.to_examine(Findings(scoping), stage)
    accept_all(scoping)
    assert the(scoping, name).accepted
    assert question not in tasks.to_examine(Findings(scoping), scoping.stage)


def test_what_the_director_says_needs_nobody_elses_word(said) -> None:
    scoping = said({"problem.5": {"reach": "beyond"}})
    scoping.meet([Met("beyond_reach", "waived", "The board pays for two more people.")], IVO, MONDAY)

    assert scoping.stage == "need"


def test_words_that_are_not_enough_come_back(said) -> None:
    scoping = said({"problem.5": {"reach": "beyond"}})
    scoping.meet([Met("beyond_reach", "answered", "We will see.")], ANA, MONDAY)
    scoping.judge([], {"problem.5": "Who, and from which money?"}, IVO, MONDAY)

    assert standing.state(Findings(scoping), "problem.5") is State.SENT_BACK


def test_another_answer_mends_it_without_a_new_message(said) -> None:
    scoping = said({"problem.5": {"reach": "beyond"}})
    answer(scoping, "problem.5", reach="stretch")

    assert scoping.stage == "need"
    assert "beyond_reach" not in {one.name for one in Findings(scoping).objecting.found}
    assert not scoping.items["object:problem.5"].open_call
    assert len(scoping.items["object:problem.5"].calls) == 1


def test_a_reason_falls_with_a_changed_answer_and_no_other(said) -> None:
    scoping = said({"labels.2": {"kappa": 0.4}})
    scoping.meet([Met("rules_unclear", "waived", "We mend the rules first.")], ANA, MONDAY)

    answer(scoping, "data.4", free="paid", cost="EUR 4k a year")
    assert not the(scoping, "rules_unclear").is_open

    answer(scoping, "labels.2", kappa=0.3)
    assert the(scoping, "rules_unclear").is_open
    assert len(scoping.items["object:labels.2"].calls) == 2


def test_nothing_is_put_before_the_last_answer_of_a_stage() -> None:
    scoping = fresh(track="full")
    answer(scoping, "problem.1", "problem.2")
    answer(scoping, "problem.3", "problem.4")
    answer(scoping, "problem.5", reach="beyond")
    assert "object:problem.5" in open_calls(scoping)

    scoping = fresh(track="full")
    answer(scoping, "problem.5", reach="beyond")
    assert "object:problem.5" not in open_calls(scoping)


def with_taps(**over: Value) -> Scoping:
    """The exam of the director's track, other taps in it, waiting for what it draws."""
    scoping = reach("exam")
    for question in ("exam.1", "exam.2", "exam.3", "exam.4", "exam.5", "exam.6", "exam.7"):
        asked = {field.id for field in scoping.catalog.questions[question].fields}
        answer(scoping, question, by=MIA, **{name: value for name, value in over.items() if name in asked})
    return scoping


def test_what_is_due_before_the_signature_lets_the_stage_go_on_and_holds_the_signature() -> None:
    scoping = with_taps(judged="line")

    assert open_calls(scoping) == {"object:exam.5": ("objection", [MIA])}
    accept_all(scoping)
    assert scoping.stage == "mlops"
    while scoping.stage != "report":
        answer_stage(scoping)
        accept_all(scoping)
    with pytest.raises(NotNow, match=r"not_now\.objected"):
        scoping.sign(IVO, MONDAY)
    scoping.settle_objections("Last year's figure is in the annual report.", IVO, MONDAY)
    scoping.sign(IVO, MONDAY)
    assert scoping.ending
    assert the(scoping, "no_line").excuse is not None


def test_it_is_asked_once() -> None:
    scoping = with_taps(judged="line")
    scoping.meet([Met("no_line", "misses", "The line is the law's.")], MIA, MONDAY)
    assert "object:exam.5" not in open_calls(scoping)

    answer(scoping, "exam.5", by=MIA, judged="line", tested="supplier")
    assert the(scoping, "other_cases").is_open
    assert "no_line" not in {one.name for one in objecting.put(Findings(scoping))}


def test_an_answer_with_a_day_is_a_condition() -> None:
    scoping = with_taps(judged="line")
    met = Met("no_line", "answered", "We count last May.", Promise(MIA, date(2026, 4, 1), "We count last May."))
    scoping.meet([met], MIA, MONDAY)

    (condition,) = scoping.open_conditions
    assert (condition.objection, condition.about, condition.owner) == ("no_line", "exam.5", MIA)


def test_what_is_answered_anew_without_a_day_keeps_no_day_of_before() -> None:
    scoping = with_taps(judged="line")
    met = Met("no_line", "answered", "We count last May.", Promise(MIA, date(2026, 4, 1), "We count last May."))
    scoping.meet([met], MIA, MONDAY)
    scoping.meet([Met("no_line", "answered", "Finance has counted it: 41%.")], IVO, MONDAY)

    assert scoping.open_conditions == []


def test_a_day_that_is_past_is_said_beside_the_field() -> None:
    scoping = with_taps(judged="line")
    met = Met("no_line", "answered", "We counted.", Promise(MIA, date(2026, 1, 1), "We counted."))

    with pytest.raises(BadFields) as refused:
        scoping.meet([met], MIA, MONDAY)
    assert list(refused.value.problems) == ["day.no_line"]


def test_blank_words_are_no_answer_and_what_is_met_is_met() -> None:
    scoping = with_taps(judged="line")
    with pytest.raises(BadFields):
        scoping.meet([Met("no_line", "waived", "  ")], MIA, MONDAY)

    scoping.meet([Met("no_line", "waived", "It is a first try.")], MIA, MONDAY)
    with pytest.raises(NotNow):
        scoping.meet([Met("no_line", "waived", "Again.")], MIA, MONDAY)
    with pytest.raises(NotNow):
        scoping.meet([Met("other_cases", "waived", "There is none.")], MIA, MONDAY)


def test_few_are_put_in_a_stage_and_the_rest_are_the_directors() -> None:
    scoping = with_taps(
        judged="line", tested="none", tie="assumed", tried="not_tried", traps=["acted"], stakes="money", role="augments"
    )

    held = {one.name for one in objecting.holding(Findings(scoping))}
    put = [one.name for one in objecting.put(Findings(scoping))]
    assert len(held) == 5
    assert len(put) == objecting.MOST_IN_A_STAGE


@pytest.fixture
def ready_to_sign() -> Scoping:
    """With two objections for which there was no room, and three that were left with a reason."""
    scoping = with_taps(
        judged="line", tested="none", tie="assumed", tried="not_tried", traps=["acted"], stakes="money", role="augments"
    )
    while put := objecting.put(Findings(scoping)):
        scoping.meet([Met(put[0].name, "waived", "It is a first try.")], MIA, MONDAY)
    accept_all(scoping)
    while scoping.stage != "report":
        answer_stage(scoping)
        accept_all(scoping)
    return scoping


def test_what_there_was_no_room_for_is_put_together_before_the_signature(ready_to_sign: Scoping) -> None:
    put = objecting.put_at(Findings(ready_to_sign), "object:report")

    assert len(put) == 2
    assert open_calls(ready_to_sign) == {"object:report": ("objection", [MIA]), "sign": ("sign", [IVO])}
    ready_to_sign.meet([Met(put[0].name, "answered", "Tom has counted it: 41 of 60.")], MIA, MONDAY)
    assert [one.name for one in objecting.put_at(Findings(ready_to_sign), "object:report")] == [put[1].name]
    assert objecting.asked_last(ready_to_sign) == [MIA]
    ready_to_sign.meet([Met(put[1].name, "misses", "Nobody acts on it.")], MIA, MONDAY)
    assert open_calls(ready_to_sign) == {"sign": ("sign", [IVO])}
    assert objecting.asked_last(ready_to_sign) == []


def test_the_director_need_not_wait_for_it(ready_to_sign: Scoping) -> None:
    ready_to_sign.settle_objections("It is a proof of concept, and we look then.", IVO, MONDAY)
    assert open_calls(ready_to_sign) == {"sign": ("sign", [IVO])}
    ready_to_sign.sign(IVO, MONDAY)

    assert ready_to_sign.ending


def test_what_was_put_last_stays_where_it_was_put(ready_to_sign: Scoping) -> None:
    put = [one.name for one in objecting.put_at(Findings(ready_to_sign), "object:report")]
    ready_to_sign.give_back("exam.6", "Which export?", IVO, MONDAY)
    assert objecting.put_at(Findings(ready_to_sign), "object:report") == ()
    answer(ready_to_sign, "exam.6", by=MIA, source="The CRM's export of 1 March, five years; Tom has it.")
    ready_to_sign.hold(["exam.7"], MIA, MONDAY)

    assert ready_to_sign.stage != "report"
    assert [one.name for one in objecting.put_at(Findings(ready_to_sign), "object:report")] == put


def test_one_person_has_one_objection_at_a_time() -> None:
    scoping = with_taps(judged="line", traps=["acted"])

    assert [key for key in open_calls(scoping) if key.startswith(objecting.OBJECT)] == ["object:exam.5"]
    scoping.meet([Met("no_line", "waived", "It is a first try.")], MIA, MONDAY)
    assert "object:exam.7" in open_calls(scoping)


def test_many_stops_come_as_one() -> None:
    scoping = with_taps(
        stakes="public", role="automates", net=["notice"], judged="none", tested="none", tie="unknown", tried="none"
    )

    assert open_calls(scoping) == {"object:exam": ("objection", [MIA])}
    assert len(objecting.put_at(Findings(scoping), "object:exam")) == 5


def test_what_nobody_knows_is_the_directors_to_accept_on_a_condition() -> None:
    scoping = reach("exam")
    for question in ("exam.1", "exam.2", "exam.3", "exam.4", "exam.5", "exam.6"):
        answer(scoping, question)
    values = {name: value for name, value in GOOD["exam.7"].items() if name != "quality"}
    scoping.answer({"exam.7": values}, ANA, MONDAY, unknown={"exam.7": {"quality": Ignorance.NOT_MEASURED}})

    assert the(scoping, "data_not_looked_at").level.value == "before_sign_off"
    promised = {"exam.7": Promise(ANA, date(2026, 3, 20))}
    scoping.judge(tasks.to_examine(Findings(scoping), "exam"), {}, IVO, MONDAY, conditions=promised)
    assert scoping.stage == "mlops"
    assert not the(scoping, "data_not_looked_at").is_open


def test_a_director_alone_lets_the_gravest_stand_where_something_is_built() -> None:
    scoping = with_taps(judged="line")
    scoping.meet([Met("no_line", "waived", "It is a first try.")], MIA, MONDAY)
    accept_all(scoping)
    assert [one.name for one in objecting.holding(Findings(scoping))] == ["no_line"]

    scoping.settle_objections("I know.", IVO, MONDAY)
    assert objecting.holding(Findings(scoping)) == ()


# what once made noise: nothing is asked now


@pytest.mark.parametrize(
    ("software", "asked"),
    [
        ([20e3, 10e3, 198e3], False),  # worth some 10,000 more over three years
        ([20e3, 10e3, 199e3], False),  # worth some 12,600 more, a tenth of the model's 115,000 a year: as good as equal
        ([20e3, 10e3, 210e3], True),  # worth some 41,000 more: over a twentieth of what 310,000 a year come to
        ([20e3, None, 400e3], False),
    ],
)
def test_a_way_that_leads_by_little_or_by_nobody_knows_how_much_is_not_asked_about(
    software: list[float | None], asked: bool
) -> None:
    scoping = reach("solutions", track="full")
    answer(scoping, "need.4", software=software)

    assert ("ledger_disagrees" in {one.name for one in Findings(scoping).objecting.found}) is asked


@pytest.mark.parametrize(
    ("buy", "saving", "asked"),
    [
        ([60e3, 60e3, 200e3], 180e3, True),  # the sheet had machine learning ahead; the case has it behind
        ([60e3, 60e3, 200e3], 310e3, False),
        ([60e3, 60e3, 900e3], 310e3, False),  # behind on the sheet already: that is asked of the sheet
        ([60e3, 60e3, 200e3], None, False),
    ],
    ids=["overtaken", "still-ahead", "behind-before", "not-known"],
)
def test_another_way_that_leads_only_by_the_case_is_asked_about(
    buy: list[float], saving: float | None, asked: bool
) -> None:
    scoping = reach("plan", track="full")
    scoping.entries["need.4"].answers[-1].values["buy"] = buy
    scoping.entries["case.2"].answers[-1].values["saving"] = saving and [saving * 0.9, saving, saving * 1.1]
    asks = [one.ask for one in Findings(scoping).objecting.found if one.rule.id == "two_sheets"]

    assert any(ask.startswith("By the case's figures machine learning is worth EUR ") for ask in asks) is asked
    assert any("and “Buying it ready-made” from your sheet EUR " in ask for ask in asks) is asked


def test_what_only_the_case_s_figures_draw_is_put_to_whoever_gave_them() -> None:
    scoping = reach("report", track="full")
    scoping.entries["need.4"].answers[-1].values["buy"] = [60e3, 60e3, 200e3]
    answer(scoping, "case.2", saving=[216e3, 240e3, 264e3])  # within a quarter of the sheet's
    stale = [id for id in scoping.entries if standing.state(Findings(scoping), id) is State.STALE]
    scoping.hold(stale, ANA, MONDAY)

    assert [raised.name for raised in scoping.raised if raised.name == "two_sheets"] == ["two_sheets"]
    assert open_calls(scoping)["object:report"] == ("objection", [ANA])


def test_another_way_that_draws_level_by_the_case_and_is_cheaper_is_asked_about() -> None:
    scoping = reach("plan", track="full")
    scoping.entries["need.4"].answers[-1].values["buy"] = [60e3, 60e3, 200e3]
    asks = []
    for saving in range(225_000, 330_000, 5_000):
        scoping.entries["case.2"].answers[-1].values["saving"] = [saving * 0.9, float(saving), saving * 1.1]
        asks += [one.ask for one in Findings(scoping).objecting.found if one.rule.id == "two_sheets"]

    assert any("as good as equal and cheaper. Which figure is off" in ask for ask in asks)


def test_steps_of_which_somebody_will_know_by_a_day_how_far_they_are_are_not_said_to_be_missing() -> None:
    scoping = reach("exam", track="full")
    answer(scoping, "risk.1", impact="5", state="none", steps="Back to the table, as today; the depot lead.")
    assert asked_at(scoping).get("risk_without_steps@risk.1")

    by_then = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=date(2026, 4, 1), owner=ANA)
    scoping.not_known({"risk.1": {"state": by_then}}, ANA, MONDAY)
    assert "risk_without_steps@risk.1" not in asked_at(scoping)

    scoping.entries["risk.1"].answers[-1].unknowns["state"].due = True
    assert asked_at(scoping).get("risk_without_steps@risk.1")


def test_a_candidate_whose_data_somebody_will_know_of_by_a_day_is_not_red() -> None:
    scoping = reach("design", track="full")
    answer(scoping, "candidate_a.1", data="no")
    assert "chosen_is_red" in {one.name for one in Findings(scoping).objecting.found}

    by_then = Unknown(kind=Ignorance.NOT_KNOWN, by=ANA, at=MONDAY, until=date(2026, 4, 1), owner=ANA)
    scoping.not_known({"candidate_a.1": {"data": by_then}}, ANA, MONDAY)

    assert "chosen_is_red" not in {one.name for one in Findings(scoping).objecting.found}


PRICE = {"case": [100.0, 4000.0, 10.0]}
LOSES = "price_of_mistakes"


@pytest.mark.parametrize(
    ("question", "changed", "is_back"),
    [
        pytest.param("eval.6", {"case": [100.0, 4000.0, 12.0]}, True, id="a-figure-it-prints"),
        pytest.param("eval.6", {"case": [100.0, 4000.4, 10.0]}, False, id="a-change-that-it-does-not-print"),
        pytest.param("labels.2", {"kappa": 0.7}, False, id="a-figure-it-does-not-read"),
        pytest.param("eval.6", {"case": [100.0, 4000.0, 10.0]}, False, id="the-same-again"),
    ],
)
def test_what_was_answered_comes_back_only_where_it_says_something_else(
    said, question: str, changed: Mapping[str, Value], is_back: bool
) -> None:
    scoping = said({"eval.6": PRICE})
    scoping.meet([Met(LOSES, "answered", "The dear cases go to a person, all of them.")], ANA, MONDAY)
    scoping.entries[question].answers.append(
        scoping.entries[question]
        .answers[-1]
        .model_copy(
            update={"values": {**scoping.entries[question].answers[-1].values, **changed}, "seq": scoping.seq + 1}
        )
    )
    scoping.seq += 1

    assert the(scoping, LOSES).is_open is is_back


@pytest.mark.parametrize(
    ("words", "is_back"),
    [
        ("All in all it brings 115k a year on our sheet.", True),
        ("It stays above 48k on our sheet.", False),
        ("The dear cases go to a person, 1,150 of them.", False),
    ],
    ids=["a-number-that-is-gone", "one-that-stands", "one-of-its-own"],
)
def test_an_answer_to_it_that_states_a_number_which_is_gone_does_not_count(said, words: str, is_back: bool) -> None:
    scoping = said({"eval.6": PRICE})
    scoping.meet([Met(LOSES, "answered", words)], ANA, MONDAY)
    ask = the(scoping, LOSES).ask
    answer(scoping, "need.4", ml=[48e3, 120e3, 310e3])

    assert the(scoping, LOSES).ask == ask
    assert the(scoping, LOSES).is_open is is_back


@pytest.mark.parametrize("leads", ["nothing", "existing_structured"])
def test_what_speaks_for_learning_is_asked_once_of_the_sheet_and_of_the_ranking(leads: str) -> None:
    scoping = reach("design", track="full")
    answer(scoping, "solutions.1", c_cell=leads)
    answer(scoping, "candidate_c.6", reach=40000.0, impact="3", confidence="1")
    answer(scoping, "candidate_c.7" if leads == "nothing" else "candidate_c.1", effort=1.0)
    answer(scoping, "need.4", software=[20e3, 10e3, 400e3])

    assert asked_at(scoping)["not_the_top"] is asked_at(scoping)["ledger_disagrees"] is True

    scoping.meet([Met("ledger_disagrees", "answered", "The works council forbids the rules.")], ANA, MONDAY)
    assert asked_at(scoping)["not_the_top"] is (leads != "nothing")


def asked_at(scoping: Scoping) -> dict[str, bool]:
    """The objections to the answers, and whether each is one that somebody has to meet."""
    return {one.name: one.is_open for one in Findings(scoping).objecting.found}


STAND_IN = "stand_in"


def stood_in(said) -> Scoping:
    """That the metric moves with the goal is assumed; that was asked about, and answered, and the director took it."""
    scoping = said(
        {
            "solutions.3": {"area": ["employment"]},
            "eval.2": {"tie": "assumed"},
            "eval.5": {"tested": "later", "differs": ["nothing"]},
        }
    )
    assert the(scoping, STAND_IN).level is Level.STOP
    scoping.meet([Met(STAND_IN, "answered", "In the cases of 2025 both rose, in every month.")], ANA, MONDAY)
    accept_all(scoping)
    return scoping


@pytest.mark.parametrize(
    ("question", "changed", "is_back"),
    [
        pytest.param("eval.5", {"differs": ["time"]}, False, id="another-question-that-it-reads-no-otherwise"),
        pytest.param("problem.4", {"metric": "Customers who stay a year"}, True, id="one-whose-words-it-says"),
        pytest.param("eval.5", {"differs": ["grain"]}, True, id="one-that-it-reads-otherwise"),
        pytest.param("eval.2", {"tie": "unknown"}, True, id="the-one-it-is-about"),
    ],
)
def test_what_was_answered_holds_though_another_answer_that_it_only_quotes_is_changed(
    said, question: str, changed: Mapping[str, Value], is_back: bool
) -> None:
    scoping = stood_in(said)
    answer(scoping, question, **changed)

    assert the(scoping, STAND_IN).is_open is is_back
    assert the(scoping, STAND_IN).accepted is not is_back
