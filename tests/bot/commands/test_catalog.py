"""scopebot catalog: what it prints, what it refuses, and the page in the docs that it wrote."""

import re
from pathlib import Path

import pytest

from bot.commands import catalog, judgements
from dialogs.catalog import Catalog, Kind, Objection, shipped
from dialogs.catalog.literature import literature
from dialogs.catalog.objections import Look

ROOT = Path(__file__).parents[3]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "mine.yaml").write_text("version: 1\ntrakcs: {}\n", "utf-8")
    return tmp_path


def test_ours_is_checked_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalog.catalog({}, "check") == 0
    assert re.match(r"Nothing is wrong with it: version 1, 13 stages, \d+ questions, ", capsys.readouterr().out)


def test_a_folder_of_ones_own_is_checked_with_ours(capsys: pytest.CaptureFixture[str]) -> None:
    assert catalog.catalog({}, "check", ROOT / "examples" / "catalog") == 0
    assert "protected: exam, protection, mlops" in capsys.readouterr().out


@pytest.mark.parametrize("wanted", catalog.VIEWS)
def test_a_broken_one_is_refused_with_file_line_and_a_sentence(
    broken: Path, wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = catalog.catalog({"SCOPEBOT_CATALOG": str(broken)}, wanted)
    shown = capsys.readouterr()

    assert (code, shown.out) == (6, "")
    assert shown.err.startswith("mine.yaml, line 2: trakcs: ")


def test_the_table_has_a_line_for_every_home(capsys: pytest.CaptureFixture[str]) -> None:
    catalog.catalog({}, "coverage")
    lines = capsys.readouterr().out.splitlines()

    assert re.split(r" {2,}", lines[0]) == ["id", "type", "what it is", "home", "shown by"]
    assert ["S4.mgmt.3", "Q", "Must staff grow", "stage case", "tests/dialogs/flow/test_stages.py"] in [
        re.split(r" {2,}", line) for line in lines
    ]
    assert re.match(r"\d+ ids; ", lines[-1])


def test_the_page_in_the_docs_is_what_the_catalogue_says() -> None:
    kept = (ROOT / "docs" / "questions.md").read_text("utf-8")

    assert catalog.document(shipped()) == kept, "It changed: scopebot catalog --document > docs/questions.md"


def test_the_page_of_judgements_is_what_the_catalogue_says() -> None:
    kept = (ROOT / "docs" / "judgements.md").read_text("utf-8")

    assert catalog.judged(shipped()) == kept, "It changed: scopebot catalog --judgements > docs/judgements.md"


def test_every_rule_stands_there_in_words_and_none_by_the_name_of_its_class() -> None:
    page = catalog.judged(shipped())
    rules = {rule.rule.rstrip(".") for rule in shipped().objections}

    assert [rule for rule in rules if f"### {catalog._words(rule)}\n" not in page] == []
    assert page.count("\n| otherwise |") == len(shipped().objections)
    assert page.count("### ") == len(shipped().objections)
    assert not re.search(r"\bC1?\d\b|\{|_(holds|not)\b", page)


@pytest.mark.parametrize("rule", shipped().objections, ids=lambda rule: rule.id)
def test_each_says_what_settles_it_and_what_makes_it_fall_away(rule: Objection) -> None:
    told = judgements._judged(shipped(), rule)

    assert told.settles
    assert told.flips
    assert told.asked_of
    assert all(part.words for row in told.rows for part in row.when)
    assert [row.then for row in told.rows] == [judgements._level(row.level) for row in rule.table]


def test_each_source_is_told_once_and_named_where_something_rests_on_it() -> None:
    page = catalog.judged(shipped())
    used = {ref for rule in shipped().objections for ref in rule.refs}

    assert used <= set(literature())
    for ref in used:
        assert page.count(f'<a id="{ref}"></a>') == 1
        assert f"](#{ref})" in page
        assert f"({literature()[ref].link})" in page


def test_a_fact_of_ones_own_goes_by_its_name() -> None:
    facts = {name: getattr(shipped(), name) for name in Catalog.model_fields}
    rule = shipped().objection("rules_unclear")
    own = rule.model_copy(update={"looks": {"disagree": Look(fact="is_public")}})
    page = catalog.judged(Catalog(**{**facts, "objections": [own], "facts": {"is_public": {"data.4.free": ["paid"]}}}))

    assert "| is public: holds | stop |" in page
    assert "- **is public: holds:** *Is it free?* “It costs something”" in page


def test_every_question_stands_on_the_page_with_its_reason_and_its_sources() -> None:
    page = catalog.document(shipped())
    once = {question.ask: question for question in shipped().questions.values()}.values()

    assert [question.id for question in once if page.count(f"#### {catalog._words(question.ask)}\n") == 0] == []
    assert [question.id for question in once if catalog._words(question.why) not in page] == []
    assert [question.id for question in once if f"· {', '.join(question.source)}\n" not in page] == []


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_field_can_be_told(kind: Kind) -> None:
    stage = shipped().stages["poc"]
    question = stage.questions[0]
    told = question.model_copy(update={"fields": (question.fields[0].model_copy(update={"kind": kind}),)})
    facts = {name: getattr(shipped(), name) for name in Catalog.model_fields}
    stages = {**shipped().stages, "poc": stage.model_copy(update={"questions": (told,)})}

    assert question.fields[0].label in catalog.document(Catalog(**{**facts, "stages": stages}))


def test_words_of_a_catalogue_are_no_markup() -> None:
    assert catalog._words("a *b* <i> [c](d) _e_") == r"a \*b\* \<i> \[c\](d) \_e\_"
    assert catalog._words("{solutions.1.a} or else") == "‹solutions.1.a› or else"
