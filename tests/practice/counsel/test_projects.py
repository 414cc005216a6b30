"""The thirty are what they are meant to be, and a mini-project that cannot be read says what is wrong."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from dialogs.catalog import Level, shipped
from practice.counsel.playing import Played, play
from practice.counsel.projects import ProjectError, read
from tests.practice.counsel.conftest import PROJECTS

KIND = {rule.id: rule.kind for rule in shipped().objections}
CLASSES = [f"C{number}" for number in range(1, 14)]
TEMPTED = [(name, rule, answers) for name, project in PROJECTS.items() for rule, answers in project.tempts.items()]


def test_half_deserve_an_objection_half_are_on_each_track_and_ten_were_written_without_the_rules() -> None:
    assert Counter(project.sound for project in PROJECTS.values()) == {True: 15, False: 15}
    assert Counter(project.track for project in PROJECTS.values()) == {"full": 15, "director": 15}
    assert sum(project.held for project in PROJECTS.values()) == 10


def test_some_end_as_no_ai(played: Callable[[str], Played]) -> None:
    ended = {name for name in PROJECTS if played(name).ending == "no_ai"}

    assert ended == {"charity-grants", "cleaning-rotas", "heating-repairs", "holiday-camp"}


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_of_objection_is_deserved_twice_and_tempted_twice(kind: str) -> None:
    deserved = [name for name, project in PROJECTS.items() if kind in _kinds(project.expects)]
    tempted = [name for name, project in PROJECTS.items() if project.sound and kind in _kinds(project.tempts)]

    assert len(deserved) >= 2
    assert len(tempted) >= 2


@pytest.mark.parametrize(("name", "rule", "answers"), TEMPTED, ids=[f"{name}: {rule}" for name, rule, _ in TEMPTED])
def test_a_near_miss_is_one(name: str, rule: str, answers: dict[str, str]) -> None:
    project = PROJECTS[name]
    other = project.model_copy(update={"answers": {**project.answers, **answers}})

    assert rule in {one.rule for one in play(other).put}
    assert project.expects.get(rule) is None


def test_nothing_is_expected_of_a_sound_project_that_would_stop_it() -> None:
    assert not [name for name, project in PROJECTS.items() if project.sound and Level.STOP in project.expects.values()]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("title: [", "cannot be read as YAML"),
        ("title: x", "about"),
        ("answers: {exam.9.nothing: x}", "nothing is asked at exam.9.nothing on the track director"),
        ("expects: {nonsense: stop}", "there is no objection nonsense"),
        ("expects: {stand_in: loudly}", "expects.stand_in"),
    ],
)
def test_a_mini_project_that_cannot_be_read_says_what_is_wrong(words: str, says: str, tmp_path: Path) -> None:
    whole = "title: A\nabout: B\ntrack: director\nsound: true\n" if ":" in words and words[:5] != "title" else ""
    answers = "" if words.startswith(("answers", "title")) else "answers: {}\n"
    (tmp_path / "a.yaml").write_text(f"{whole}{answers}{words}\n", "utf-8")

    with pytest.raises(ProjectError, match=says):
        read(tmp_path)


def test_an_empty_folder_says_where_there_are_some(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="examples/counsel"):
        read(tmp_path)


def _kinds(rules: Iterable[str]) -> list[str]:
    return [KIND[rule] for rule in rules]
