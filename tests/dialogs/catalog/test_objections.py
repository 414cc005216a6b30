"""Objections of a catalogue: what they name is there; a team's own may add some, and leave out what ours look at."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from dialogs.catalog import Catalog, CatalogError, own, shipped
from dialogs.catalog.objection_checks import unjudged
from dialogs.catalog.objections import GIVES, Reckoned
from dialogs.findings import Findings
from dialogs.findings.objections import reckoned
from dialogs.findings.objections.reckoned import RECKONED
from dialogs.verdicts.mistakes import Price
from dialogs.verdicts.reachability import Reach
from tests.play import having

ROOT = Path(__file__).parents[3]
SMALLEST, SHOWN = re.findall(
    r"```yaml\n(.*?)```", (ROOT / "docs" / "your-own-questions.md").read_text("utf-8"), re.DOTALL
)
OURS = ROOT / "dialogs" / "catalog" / "stages"
DESIGN = (OURS / "data_and_design.yaml").read_text("utf-8")
SOLUTIONS = (OURS / "solutions.yaml").read_text("utf-8")
MINE = """\
version: 1
facts:
  keeps_names:
    data.2.source: [third_party, public]
objections:
  - id: names_are_kept
    kind: privacy
    source: [DPO.3]
    asked_of: [data.2]
    looks:
      names: {fact: keeps_names}
      free: {at: data.4.free, absent: nobody_asked}
      source: {at: data.2.source, says: {public: what anybody can read}}
    table:
      - {when: {names: holds, free: paid}, level: before_sign_off, hurting: stop}
      - {without: {source: internal}, level: note, flip: "{data.2.where}"}
      - {level: quiet}
    quotes: [data.2.where]
    ask: The data is {source}. Who agreed to that?
    rule: Data of others is used as they agreed.
    settle: Who agreed, and where it is written.
    flip: Our own data.
    sunk: Nobody had agreed.
    cause: data
"""
LOOKED = """\
objections:
  - id: nobody_looked
    kind: mine
    source: [MY.1]
    asked_of: [exam.7]
    looks: {quality: {at: exam.7.quality}}
    table:
      - {when: {quality: unchecked}, level: before_sign_off, hurting: stop}
      - {level: quiet}
    quotes: [exam.7.studied]
    ask: Who looks?
    rule: Somebody looks.
    settle: A look.
    flip: A look.
    sunk: Nobody looked.
    cause: data
"""


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., Catalog]:
    """Reads a folder with these files."""

    def read(**files: str) -> Catalog:
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        return own(tmp_path)

    return read


# ---- what they name is there


def test_a_team_adds_an_objection_and_a_fact(reading: Callable[..., Catalog]) -> None:
    found = reading(mine=MINE)

    assert found.objection("names_are_kept").looks["names"].fact == "keeps_names"
    assert found.objections[:-1] == shipped().objections
    assert unjudged(found) == frozenset()


def test_the_one_in_the_docs_can_be_read(reading: Callable[..., Catalog]) -> None:
    public = '{id: public, kind: choice, label: "Who may ask it?", options: {"yes": Anybody, "no": Our own people}}'
    asked = SMALLEST.split("    fields:\n")[0].replace("security.1", "security.2")
    question = asked[asked.index("  - id: security.2") :]
    more = f"{question}    fields:\n      - {public}\n      - {{id: because, kind: text, label: Why}}\n"
    found = reading(mine=SMALLEST + more, theirs=SHOWN)

    assert found.objections[-1].id == "open_for_good"


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("asked_of: [data.2]", "asked_of: [data.22]", 9, "is asked of data.22, which does not exist"),
        ("asked_of: [data.2]", "asked_of: [data.3]", 9, "is asked of data.3, and quotes nothing of it"),
        ("asked_of: [data.2]", "each: [data.2, risk.9]", 9, "is asked of risk.9, which does not exist"),
        ("asked_of: [data.2]", "each: {data.2: data.3.origins}", 9, "looks at data.3.origins, which does not exist"),
        ("asked_of: [data.2]", "each: [risk.1]", 9, ""),
        (
            "[third_party, public]",
            "[third_party, pubic]",
            4,
            "keeps_names asks for pubic, which data.2.source does not",
        ),
        ("    data.2.source: [", "    data.2.sauce: [", 4, "the fact keeps_names looks at data.2.sauce"),
        ("fact: keeps_names", "fact: keeps_name", 11, "there is no fact keeps_name; there are can_hurt"),
        ("at: data.4.free", "at: data.4.fee", 12, "looks at data.4.fee, which does not exist"),
        ("{public: what", "{pubic: what", 13, "has a word for pubic, which its look source never comes to"),
        ("names: holds", "names: held", 15, "asks for held, which its look names never comes to"),
        ("free: paid}", "free: sold}", 15, "asks for sold, which its look free never comes to"),
        ("free: paid}", "free: nobody_asked}", 15, ""),
        ("without: {source: internal}", "without: {source: known}", 16, "asks for known, which its look source never"),
        ('flip: "{data.2.where}"', 'flip: "{data.2.were}"', 16, "quotes data.2.were, which does not exist"),
        (
            "quotes: [data.2.where]",
            "quotes: [data.2.where, data.2.ware]",
            18,
            "quotes data.2.ware, which does not exist",
        ),
        ("ask: The data is {source}", "ask: The data is {free}", 19, "quotes free, which does not exist"),
        ("sunk: Nobody", "sunk: “{gap}” Nobody", 23, "quotes gap, which does not exist"),
        (
            "cause: data",
            "cause: data\n    yields_to: [stand_in, stands_in]",
            25,
            "gives way to stands_in, which does not",
        ),
        ("cause: data", "cause: bad luck", 24, "cause"),
        ("at: data.4.free,", "reckoned: a_gap,", 12, "reckoned"),
        (
            "objections:\n",
            "objections:\n  - {id: names_are_kept}\n",
            7,
            "the objection names_are_kept is there a second",
        ),
    ],
)
def test_what_it_names_that_is_not_there_is_named_with_its_line(
    reading: Callable[..., Catalog], before: str, after: str, line: int, said: str
) -> None:
    assert before in MINE
    spoilt = MINE.replace(before, after, 1)
    if not said:
        reading(mine=spoilt)
        return
    with pytest.raises(CatalogError) as refused:
        reading(mine=spoilt)
    found = re.match(r"mine\.yaml, line (\d+): ", str(refused.value))

    assert found, str(refused.value)
    assert said in str(refused.value)
    assert abs(int(found[1]) - line) <= 1


def test_at_each_place_its_own_paths_are_looked_up(reading: Callable[..., Catalog]) -> None:
    each = MINE.replace("asked_of: [data.2]", "each: [risk.1, risk.4]").replace("at: data.4.free", 'at: "{at}.state"')

    with pytest.raises(CatalogError, match=r"names_are_kept looks at risk\.4\.state, which does not exist"):
        reading(mine=each)


def test_instead_of_ours_whom_it_hurts_is_theirs_to_say(reading: Callable[..., Catalog]) -> None:
    exam, mlops, report = ((OURS / f"{name}.yaml").read_text("utf-8") for name in ("exam", "mlops", "report"))
    bare = re.sub(r"^ +(case|known_from|rests_on): .*\n", "", exam + "\n---\n" + mlops + "\n---\n" + report, flags=re.M)
    track = "tracks:\n  director: {title: X, says: X, begins: X., stages: [exam, mlops, poc, monitoring, report]}\n"

    with pytest.raises(CatalogError, match=r"asks whether it could hurt somebody, and there is no fact can_hurt"):
        reading(top=f"version: 1\ninstead: true\n{track}", stages=bare, mine=LOOKED)


# ---- what ours look at may be left out


def test_a_stage_that_leaves_out_what_ours_look_at_is_not_refused(reading: Callable[..., Catalog]) -> None:
    test = DESIGN[DESIGN.index("  - id: eval.5\n") : DESIGN.index("  - id: infra.1\n")]
    line = re.search(r"      - id: judged\n(?: {8}.*\n)+", DESIGN)
    assert line
    found = reading(mine="version: 1\n", design=DESIGN.replace(test, "").replace(line[0], ""))

    assert "eval.5" not in found.questions
    assert not found.asks("eval.1.judged")


def test_what_looks_at_something_left_out_is_not_judged_and_says_so(reading: Callable[..., Catalog]) -> None:
    test = DESIGN[DESIGN.index("  - id: eval.5\n") : DESIGN.index("  - id: infra.1\n")]
    found = reading(mine="version: 1\n", design=DESIGN.replace(test, ""))
    said = {"eval.2.tie": "unknown", "eval.1.judged": "line", "exam.5.statement": "Who leaves?"}
    objecting = Findings(having(said, catalog=found)).objecting

    assert unjudged(found) == {"other_cases", "stand_in"}
    assert {"other_cases", "stand_in", "price_of_mistakes"} <= {rule.id for rule in objecting.not_judged}
    assert [one.rule.id for one in objecting.found] == ["no_line"]


def test_what_names_an_option_that_is_no_longer_offered_is_not_judged(reading: Callable[..., Catalog]) -> None:
    differs = DESIGN.index("      - id: differs\n")
    spoilt = DESIGN[:differs] + DESIGN[differs:].replace("grain:", "level:", 1)

    assert unjudged(reading(mine="version: 1\n", design=spoilt)) == {"other_cases", "stand_in"}


def test_nothing_is_argued_from_what_is_not_asked(reading: Callable[..., Catalog]) -> None:
    net = re.search(r"      - id: net\n(?: {8}.*\n)+", SOLUTIONS)
    assert net
    said = {"solutions.3.aim": "mixed", "solutions.3.area": "services", "solutions.4.role": "automates"}
    said |= {"solutions.5.within": "week", "solutions.5.stops": "named"}
    without = reading(mine="version: 1\n", solutions=SOLUTIONS.replace(net[0], ""))

    assert Findings(having(said, catalog=without)).objecting.found == ()
    assert [one.rule.id for one in Findings(having({**said, "solutions.5.net": ["none"]})).objecting.found] == [
        "nobody_stops_it"
    ]


def test_ours_are_all_judged() -> None:
    assert unjudged(shipped()) == frozenset()


# ---- what is reckoned


def test_everything_that_is_reckoned_says_what_it_can_come_to() -> None:
    assert set(GIVES) == set(RECKONED) == set(Reckoned)


def test_it_comes_to_nothing_else() -> None:
    listed = {result for gives in GIVES.values() for result in gives.results}
    written = {
        node.args[0].value
        for node in ast.walk(ast.parse(Path(reckoned.__file__).read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Result"
        if isinstance(node.args[0], ast.Constant)
    }

    assert set(GIVES[Reckoned.PRICE].results) == set(Price)
    assert set(GIVES[Reckoned.REACH].results) >= {Reach.REACHABLE, Reach.UNREACHABLE}
    assert written <= listed


def test_every_result_stands_in_a_table_or_is_left_to_its_last_row() -> None:
    for rule in shipped().objections:
        for name, look in rule.looks.items():
            if look.reckoned:
                named = {one for row in rule.table for one in (*row.when.get(name, ()), *row.without.get(name, ()))}

                assert named <= set(GIVES[look.reckoned].results)
                assert named
