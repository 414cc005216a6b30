"""Reading the catalogue: what is shipped holds together and fits Slack; what is broken is named by file and line."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dialogs.catalog import CatalogError, Question, Retake, Stage, read, shipped

SHIPPED = Path(__file__).parents[3] / "dialogs" / "catalog"
ASKED = [question for stage in shipped().stages.values() for question in stage.questions]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "catalog"))


@pytest.fixture
def broken(folder: Path) -> Callable[[str, str, str], tuple[str, int]]:
    """Replaces a text in one file; gives the message and the line where the replacement begins."""

    def spoil(file: str, before: str, after: str) -> tuple[str, int]:
        (page,) = folder.rglob(file)
        text = page.read_text("utf-8")
        assert before in text
        page.write_text(text.replace(before, after, 1), "utf-8")
        with pytest.raises(CatalogError) as refused:
            read(folder)
        return str(refused.value), text[: text.index(before)].count("\n") + 1

    return spoil


def test_a_copy_of_the_shipped_catalogue_reads_the_same(folder: Path) -> None:
    assert read(folder) == shipped()


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("case.yaml", "label: The saving", "lable: The saving", "lable"),
        ("case.yaml", "max: 10\n", "max: ten\n", "max"),
        ("case.yaml", "kind: choice\n        label: Currency", "kind: chioce\n        label: Currency", "kind"),
        ("case.yaml", "options: {EUR: EUR,", "options: {}  # {EUR: EUR,", "options"),
        ("exam.yaml", "rests_on: [exam.6]", "rests_on: [exam.66]", "exam.66"),
        ("exam.yaml", "when: {exam.2.simpler: [process", "when: {exam.2.simpler: [magic", "exam.2.simpler"),
        ("exam.yaml", "- id: exam.3\n", "- id: exam.2\n", "second time"),
        ("exam.yaml", "labels: {comparison:", "labels: {comparisons:", "comparison"),
        ("mlops.yaml", "stage: poc", "stage: mlops", "second time"),
        ("followups.yaml", "when: fashion", "when: fashionable", "fashionable"),
        ("followups.yaml", "on: [exam.6.source", "on: [exam.6.sorce", "exam.6.sorce"),
        ("followups.yaml", "kind: form", "kind: rude", "kind"),
        ("followups.yaml", "followups:\n", "words: {hedges: [perhaps]}\nfollowups:\n", "there is no word list hedges"),
        ("tracks.yaml", "stages: [exam,", "stages: [examination,", "examination"),
        ("followups.yaml", "- id: fashion", "- id: vague_goal", "the follow-up vague_goal is there a second time"),
        ("tracks.yaml", "stages: [exam, mlops,", "stages: [mlops, exam,", "exam comes before mlops"),
        (
            "tracks.yaml",
            "readiness, report]",
            "readiness]",
            "the track director can't be walked: it lacks the stage report",
        ),
        ("tracks.yaml", "stages: [exam, mlops,", "stages: [exam, exam, mlops,", "names the stage exam twice"),
        ("tracks.yaml", "layouts: {exam: form}", "layouts: {exma: form}", "lays out exma"),
        ("tracks.yaml", "[exam.4]", "[exam.44]", "exam.44"),
        ("objections.yaml", "at: need.1.rules", "at: need.1.ruels", "looks at need.1.ruels"),
        (
            "objections.yaml",
            "differs: grain}",
            "differs: grian}",
            "asks for grian, which its look differs never comes to",
        ),
        ("objections.yaml", "hurts: {fact: can_hurt}", "hurts: {fact: never}", "there is no fact never"),
        ("objections.yaml", "- id: scale_is_small", "- id: rules_suffice", "second time"),
        ("objections.yaml", "exam.4.stakes: [hard", "exam.4.stake: [hard", "can_hurt looks at exam.4.stake,"),
        ("objections.yaml", "[mixed, harmful]", "[mixed, harming]", "harming, which solutions.3.aim does not offer"),
        ("solutions.yaml", "after: solutions.1", "after: solutions.9", "no question solutions.9"),
        ("solutions.yaml", "form: choice", "form: chioce", "the form chioce"),
        ("solutions.yaml", 'b: "{solutions.1.b}"', 'b: "{solutions.1.bee}"', "quotes solutions.1.bee"),
        ("data_and_design.yaml", "known_from: [exam.6.needed]", "known_from: [exam.6.need]", "exam.6.need"),
        ("data_and_design.yaml", "stage: design", "stage: De-Sign", "can't name a stage"),
        ("data_and_design.yaml", "- id: data.1\n", "- id: data\n", "can't name a question"),
        ("data_and_design.yaml", "- id: have\n", "- id: have-it\n", "can't name a field"),
        ("case.yaml", "tracks: [full]", "tracks: [fool]", "the track fool"),
        ("readiness.yaml", "pulse: [full]", "pulse: [fool]", "the track fool"),
        ("exam.yaml", "examined: true", "examined: false", "examined: true"),
        ("report.yaml", "layout: sign", "layout: form", "layout sign"),
        ("plan.yaml", "label: The timeline", "label: The timeline of everything there is to do here", "room for 40"),
        ("tracks.yaml", "version: 1", "version: one", "version"),
        ("tracks.yaml", "version: 1", "version: 1\nvresion: 2", "vresion"),
    ],
)
def test_an_error_names_the_file_the_line_and_the_thing(
    broken: Callable[[str, str, str], tuple[str, int]], file: str, before: str, after: str, said: str
) -> None:
    message, line = broken(file, before, after)
    found, _, rest = message.partition(", line ")
    number = int(rest.partition(":")[0])

    assert found == file
    assert said in message
    assert line - 8 <= number <= line + 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("stage: x\ntitle: y\ntitle: z\n", 3),
        ("stage: x\n\ttitle: y\n", 2),
        ("stage: [x\n", 2),
        ("stage: {x: y}}\n", 1),
        ("just words\n", 1),
        ("- a\n- list\n", 1),
        ("stage: \x07\n", 1),
    ],
)
def test_what_is_not_yaml_of_names_and_values_is_named_too(folder: Path, text: str, line: int) -> None:
    (folder / "more.yaml").write_text(text, "utf-8")

    with pytest.raises(CatalogError, match=f"more.yaml, line {line}: "):
        read(folder)


def test_bytes_that_are_no_text_are_named_too(folder: Path) -> None:
    (folder / "more.yaml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(CatalogError, match=r"more\.yaml, line 1"):
        read(folder)


def test_a_key_given_in_two_files_is_refused(folder: Path) -> None:
    (folder / "zzz.yaml").write_text("version: 2\n", "utf-8")

    with pytest.raises(CatalogError, match=r"zzz\.yaml, line 1: version is there a second time"):
        read(folder)


def test_a_folder_without_a_track_says_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(CatalogError, match="is missing"):
        read(tmp_path)


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_what_is_asked_fits_into_slacks_modals(question: Question) -> None:
    assert len(question.ask) <= 150
    assert len(question.more) <= 150
    assert len(question.example) <= 240
    assert len(question.why) <= 240
    assert len(question.label) <= 40
    for field in question.fields:
        assert len(field.label) <= 75
        assert len(field.hint) <= 150
        assert all(len(option) <= 75 for option in field.options.values())


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)
def test_every_question_says_why_and_gives_an_example_and_has_a_source(question: Question) -> None:
    assert question.why.endswith(".")
    assert question.example
    assert question.source


def test_every_question_names_a_real_case() -> None:
    assert [question.id for question in ASKED if not question.case] == []


def test_every_case_stands_behind_a_question() -> None:
    assert set(shipped().cases) <= {question.case for question in ASKED}


def test_the_retake_tells_the_cases_of_the_exam() -> None:
    retake = shipped().stages["retake"].questions

    assert [question.case for question in retake] == [shipped().questions[question.first].case for question in retake]


def test_s4_mgmt_retake_asks_every_question_of_the_exam_in_other_words() -> None:
    exam = [question for question in shipped().stages["exam"].questions if question.counted]
    retake = shipped().stages["retake"].questions

    assert [question.first for question in retake] == [question.id for question in exam]
    for first, again in zip(exam, retake, strict=True):
        assert again.ask != first.ask
        assert again.example != first.example
        assert [field.id for field in again.fields] == [field.id for field in first.fields if not field.tracks]


def test_the_retake_leaves_out_what_has_no_second_label_and_words_each_choice_by_itself() -> None:
    retake = shipped().on("director").questions

    assert [field.id for field in retake["retake.4"].fields] == ["path"]
    assert retake["retake.7"].field("quality").options["unchecked"] == "Nobody checks it"
    assert retake["retake.2"].field("simpler").options["people"] == "One more engineer would do"


def test_options_of_the_retake_that_name_no_field_are_those_of_every_choice() -> None:
    written = {"ask": "?", "why": ".", "example": "!", "labels": {"simpler": "Simpler?"}, "carries": False}
    flat = Retake.model_validate({**written, "options": {"none": "None of them"}})
    simpler, why = (shipped().questions["exam.2"].field(id) for id in ("simpler", "why"))

    assert flat.options_of(simpler) == {"none": "None of them"}
    assert flat.options_of(why) == {}
    assert Retake.model_validate(written).options_of(simpler) == simpler.options


def test_the_director_s_track_alone_asks_the_taps_of_the_exam() -> None:
    fields = {track: shipped().on(track).questions for track in ("director", "full")}

    assert [field.id for field in fields["full"]["exam.5"].fields] == ["apparatus", "statement"]
    assert [field.id for field in fields["director"]["exam.5"].fields][2:] == ["judged", "tested", "tie", "tried"]
    assert "exam.2c" not in fields["full"]


def test_what_a_question_rests_on_is_asked_before_it() -> None:
    order = [question.id for stage in _in_order() for question in stage.questions]

    for question in ASKED:
        assert all(order.index(ground) < order.index(question.id) for ground in question.grounds)


def test_each_root_cause_guards_questions_of_the_exam() -> None:
    guarded = {question for guards in shipped().causes.values() for question in guards}

    assert guarded == {f"exam.{n}" for n in range(1, 8)}
    assert shipped().cause("exam.5") == "The problem is too hard for AI"


def _in_order() -> Iterator[Stage]:
    return (shipped().stages[stage] for stage in shipped().tracks["full"].stages)
