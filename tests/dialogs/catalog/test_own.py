"""Questions of a team's own: beside ours, in the place of one of ours, or instead of them; and what is refused."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.catalog import Catalog, CatalogError, in_use, own, shipped
from tests.play import ANA, MONDAY, accept_all, answer_stage, fresh, open_calls

ROOT = Path(__file__).parents[3]
OURS = ROOT / "dialogs" / "catalog"
SMALLEST = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "your-own-questions.md").read_text("utf-8"), re.S)[0]
STAGE = SMALLEST.split("---\n")[1]
READINESS = (OURS / "stages" / "readiness.yaml").read_text("utf-8")


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Catalog]:
    """Reads a folder with these files."""

    def read(**files: str) -> Catalog:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        return own(tmp_path)

    return read


@pytest.fixture
def refused(reading: Callable[..., Catalog]) -> Callable[..., str]:
    """The sentence a folder with these files is refused with."""

    def read(**files: str) -> str:
        with pytest.raises(CatalogError) as problem:
            reading(**files)
        return str(problem.value)

    return read


# ---- beside ours


def test_nothing_named_is_ours() -> None:
    assert in_use(None) is shipped()


def test_the_smallest_catalogue_of_the_docs_adds_a_track_and_a_question(reading: Callable[..., Catalog]) -> None:
    found = reading(mine=SMALLEST)

    assert list(found.tracks) == ["director", "full", "short"]
    assert set(found.questions) - set(shipped().questions) == {"security.1"}
    assert found.on("short").stage_of["security.1"].title == "Security"


def test_the_example_can_be_walked_from_its_exam_to_the_decision() -> None:
    scoping = fresh(track="protected", catalog=own(ROOT / "examples" / "catalog"))
    answer_stage(scoping)
    accept_all(scoping)
    scoping.answer(
        {"protection.1": {"personal": "yes", "basis": "Contract, article 6(1)(b); Jana agreed."}}, ANA, MONDAY
    )
    scoping.answer({"protection.2": {"deleted": "never"}}, ANA, MONDAY)
    assert open_calls(scoping) == {"deleting": ("contradiction", [ANA])}
    scoping.answer({"protection.2": {"deleted": "contract"}}, ANA, MONDAY)

    assert scoping.stage == "mlops"


def test_what_has_the_name_of_ours_takes_its_place(reading: Callable[..., Catalog]) -> None:
    words = READINESS.replace("ask: Why can't we go on as before?", "ask: What is wrong with today?")
    rule = "followups:\n  - {id: short, kind: form, source: [X], on: ['kind:text'], when: short, ask: Is that all?}\n"
    found = reading(readiness=words, rest=f"version: 7\n{rule}")

    assert found.version == 7
    assert found.questions["change.1"].ask == "What is wrong with today?"
    assert found.rule("short").ask == "Is that all?"
    assert [rule.id for rule in found.followups] == [rule.id for rule in shipped().followups]
    assert list(found.stages) == list(shipped().stages)


def test_the_retake_asks_a_replaced_exam_again(reading: Callable[..., Catalog]) -> None:
    exam = (OURS / "stages" / "exam.yaml").read_text("utf-8")
    found = reading(
        mine="version: 2\n",
        exam=exam.replace(
            "ask: Where is the comparison of MLOps platforms behind this choice?", "ask: Which platforms?"
        ),
    )

    assert found.questions["retake.3"].ask == "Which platforms?"


# ---- instead of ours


def test_instead_of_ours_leaves_all_of_ours_out_but_the_word_lists(reading: Callable[..., Catalog]) -> None:
    stages = {name: (OURS / "stages" / f"{name}.yaml").read_text("utf-8") for name in ("mlops", "report")}
    exam = (OURS / "stages" / "exam.yaml").read_text("utf-8").replace("[director]", "[only]")
    exam = re.sub(r"^ +(case|known_from|rests_on): .*\n", "", exam, flags=re.M)
    mlops = re.sub(r"^ +case: .*\n", "", stages["mlops"], flags=re.M)
    track = "tracks:\n  only: {title: Only, says: One, begins: Now., stages: [exam, mlops, poc, monitoring, report]}\n"
    found = reading(top=f"version: 1\ninstead: true\n{track}", exam=exam, mlops=mlops, report=stages["report"])

    assert list(found.tracks) == ["only"]
    assert set(found.stages) == {"exam", "mlops", "poc", "monitoring", "report", "retake"}
    assert (found.followups, found.clashes, found.causes) == ((), (), {})
    assert found.words_in("en") == shipped().words_in("en")


def test_instead_is_true_or_false(refused: Callable[..., str]) -> None:
    assert refused(mine="version: 1\ninstead: sure\n") == "mine.yaml, line 2: instead is true or false."


# ---- refused


def test_a_catalogue_without_a_version_is_refused(refused: Callable[..., str]) -> None:
    assert refused(mine=STAGE).startswith("mine.yaml, line 1: this catalogue has no version")


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_is_empty_or_not_there_is_named(tmp_path: Path, there: bool) -> None:
    folder = tmp_path if there else tmp_path / "nowhere"
    with pytest.raises(CatalogError, match=re.escape(str(folder))):
        own(folder)


def test_a_question_with_the_id_of_one_of_ours_is_refused(refused: Callable[..., str]) -> None:
    said = refused(mine=SMALLEST.replace("id: security.1", "id: exam.1"))

    assert said == "mine.yaml, line 15: exam.1 is there a second time."


def test_a_stage_given_twice_is_refused(refused: Callable[..., str]) -> None:
    assert "the stage security is there a second time" in refused(mine=SMALLEST, more=STAGE)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (
            "  - id: change.4\n",
            "  - id: change.44\n",
            "keep change.4, which the rules read; it has no question change.4",
        ),
        ('{id: text, kind: text, label: "The time frame"', '{id: frame, kind: text, label: "X"', "no field text"),
        ('{id: text, kind: text, label: "The time frame"', '{id: text, kind: line, label: "X"', "its kind is another"),
    ],
)
def test_a_stage_in_the_place_of_ours_keeps_what_the_rules_read(
    refused: Callable[..., str], before: str, after: str, says: str
) -> None:
    assert before in READINESS
    said = refused(mine="version: 1\n", readiness=READINESS.replace(before, after))

    assert re.match(r"readiness\.yaml, line \d+: the stage readiness has to keep change\.[46]", said)
    assert says in said


def test_a_choice_the_rules_read_keeps_its_options(refused: Callable[..., str]) -> None:
    exam = (
        (OURS / "stages" / "exam.yaml").read_text("utf-8").replace("        none: None of", "        nothing: None of")
    )

    assert "exam.2.simpler" in refused(mine="version: 1\n", exam=exam)


def test_what_our_other_files_need_is_said_of_the_stage_that_took_it_away(refused: Callable[..., str]) -> None:
    need = (OURS / "stages" / "need.yaml").read_text("utf-8").replace("id: because", "id: reason", 1)
    said = refused(mine="version: 1\n", need=need)

    assert re.match(r"need\.yaml, line \d+: the stage need takes the place of ours, but our exam.yaml needs it", said)
    assert "need.1.because, which does not exist" in said


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("stages: [exam, security, mlops,", "stages: [security, mlops,", "can't be walked: it lacks the stage exam"),
        ("monitoring, report]", "report, monitoring]", "its last stage has to be report"),
        ("stages: [exam, security,", "stages: [exam, safety,", "safety, which does not exist"),
        ("stage: security", "stage: rejected", "no ending's name"),
        ("ask: What would", f"ask: {'What ' * 30}would", "ask has room for 150 characters"),
        ('label: "What could be', f'label: "{"What " * 15}could be', "a label has room for 75 characters"),
        ("    source: [SEC.1]\n", "", "source: is missing"),
        ("{id: leak, kind: text,", "{id: leak, kind: text, needed_with: lek,", "needed with lek"),
        (
            "kind: text,",
            f"kind: choices, options: {{{', '.join(f'o{n}: Option' for n in range(11))}}},",
            "can have 10 options, these are 11",
        ),
        ("source: [SEC.1]\n", "source: [SEC.1]\n    retake: {}\n", "retake"),
        ("source: [SEC.1]\n", "source: [SEC.1]\n    case: our_audit\n", "our_audit, which does not exist"),
    ],
)
def test_each_mistake_is_named_with_its_file_and_line(
    refused: Callable[..., str], before: str, after: str, says: str
) -> None:
    assert before in SMALLEST
    said = refused(mine=SMALLEST.replace(before, after, 1))

    assert re.match(r"mine\.yaml, line \d+: ", said)
    assert says in said
    assert said.endswith(".")


# ---- as 0.1.0 asked


def test_a_stage_that_asks_as_0_1_0_did_keeps_what_the_rules_read(reading: Callable[..., Catalog]) -> None:
    """Without the fields that are new since, without the options that say what is not known, and with one `none`."""
    solutions = (OURS / "stages" / "solutions.yaml").read_text("utf-8")
    for before, after in (
        (r"          none_things: .*\n          none_people: .*\n", "          none: None of them\n"),
        (r"(?m)^ +unknowns: .*\n", ""),
        (r"          shows: .*\n", ""),
        (r"            unseen: .*\n", ""),
        (r"          nothing: .*\n", ""),
        (r", nothing\]", "]"),
        (r"      unless: .*\[nothing\].*\n", ""),
        (r"    - id: candidate_\{slot\}\.7\n(?:      .*\n)+", ""),
        (r"      - candidate_[a-e]\.7\n", ""),
        (r"      - id: helps\n(?:        .*\n)+", ""),
        (r"  - id: solutions.5\n(?:    .*\n)+", ""),
        (r"  - id: wrong\n(?:    .*\n)+", ""),
    ):
        solutions, count = re.subn(before, after, solutions)
        assert count, before

    found = reading(mine="version: 1\n", solutions=solutions)

    assert "solutions.5" not in found.questions
    assert "nothing" not in found.questions["solutions.1"].field("a_cell").options
    assert "candidate_a.7" not in found.questions
    assert "none" in found.questions["solutions.3"].field("area").options


def test_a_risk_may_have_its_sign_its_steps_and_its_owner_apart(reading: Callable[..., Catalog]) -> None:
    design = (OURS / "stages" / "data_and_design.yaml").read_text("utf-8")
    three = "".join(f"      - {{id: {id}, kind: line, label: Which}}\n" for id in ("trigger", "fallback", "owner"))
    as_before, count = re.subn(
        r"      - id: steps\n(?:        .*\n)+      - id: state\n(?:        .*\n)+", three, design
    )
    found = reading(mine="version: 1\n", design=as_before)

    assert count == 1
    assert [field.id for field in found.questions["risk.2"].fields][2:] == ["trigger", "fallback", "owner"]


def test_what_may_be_lacking_is_asked_as_ours_where_it_is(refused: Callable[..., str]) -> None:
    need = (
        (OURS / "stages" / "need.yaml")
        .read_text("utf-8")
        .replace("          elsewhere: Measured, on other cases\n", "")
    )
    said = refused(mine="version: 1\n", need=need.replace("measured, elsewhere, reckoned", "measured, reckoned"))

    assert "keep need.3.state, which the rules read; there its set of option ids is another" in said
