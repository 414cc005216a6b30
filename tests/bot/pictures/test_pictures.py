"""Pictures: every one can be drawn from usual and odd inputs, read without colour, and put beside others in a page."""

import re
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree

import matplotlib
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from bot.pictures import (
    Band,
    Candidate,
    CashFlow,
    CashFlowWords,
    Finish,
    HeatMap,
    HeatMapWords,
    HeatRow,
    Light,
    Milestone,
    Picture,
    Reachability,
    ReachabilityWords,
    RiskMatrix,
    RiskMatrixWords,
    Severity,
    ShownRisk,
    Timeline,
    TimelineWords,
    ValueMap,
    ValueMapWords,
    available,
    png,
    svg,
)
from bot.pictures.lettering import cleaned, width, wrapped
from bot.pictures.risk_matrix import SHADES
from bot.pictures.scales import spread
from bot.pictures.value_map import LOOKS

LONG = "A name that goes on and on because somebody had much to say about it and nobody stopped them"
START = date(2026, 2, 2)

LIGHTS = {Light.GREEN: "Feasible", Light.AMBER: "Uncertain", Light.RED: "Not feasible", Light.UNKNOWN: "Not judged"}
VALUE_MAP = ValueMap(
    title="Which solution is worth most, and can be built?",
    alt="“Predict who will leave” is worth most and feasible.",
    note="“Predict who will leave” is worth most of those that can be built.",
    candidates=(
        Candidate("Predict who will leave", 9600, 0.8, Light.GREEN, chosen=True),
        Candidate("Next best offer", 7200, 0.55, Light.AMBER),
        Candidate("Call transcripts to reasons", 5400, 0.25, Light.RED),
        Candidate("Sort incoming mail", 2400, 0.9, Light.UNKNOWN),
    ),
    words=ValueMapWords("Value", "Feasibility", "Chosen", LIGHTS, ("Research", "First", "Leave", "Small but quick")),
)
REACHABILITY = Reachability(
    title="Is 85% recall reachable by 2027?",
    alt="Recall rose from 61% to 75%; 74% to 81% is to be expected.",
    note="Not by continuing this way.",
    points=tuple((START + timedelta(days=60 * step), 0.61 + 0.02 * step) for step in range(7)),
    band=tuple(
        Band(START + timedelta(days=20 * step), 0.6 + 0.003 * step, 0.61 + 0.005 * step, 0.62 + 0.006 * step)
        for step in range(30)
    ),
    target=0.85,
    at=START + timedelta(days=580),
    best=0.9,
    percent=True,
    words=ReachabilityWords("Recall", "Measured on", "Target", "Human level", "To be expected (90% range)"),
)
CASH_FLOW = CashFlow(
    title="When does the money come back?",
    alt="Paid back in month 17; EUR 650k after five years.",
    note="",
    p10=(-420e3, -350e3, -210e3, -80e3, 30e3, 120e3),
    p50=(-350e3, -130e3, 80e3, 270e3, 440e3, 600e3),
    p90=(-300e3, 20e3, 310e3, 600e3, 860e3, 1100e3),
    expected=(-350e3, -120e3, 100e3, 300e3, 480e3, 650e3),
    payback_months=17,
    currency="EUR",
    words=CashFlowWords(
        "Cash flow", "Year", "One in ten is worse", "Middle", "One in ten is better", "Expected", "Month 17"
    ),
)
HEAT_MAP = HeatMap(
    title="Is the team ready?",
    alt="Most are held up at desire.",
    note="",
    rows=(
        HeatRow("Awareness", (0, 0, 1, 5, 3)),
        HeatRow("Desire", (1, 2, 3, 2, 1)),
        HeatRow("Knowledge", (0, 4, 3, 1, 1)),
        HeatRow("Ability", (0, 1, 4, 4, 0)),
        HeatRow("Reinforcement", (2, 2, 2, 2, 1)),
    ),
    barrier=1,
    words=HeatMapWords("1 = not at all", "5 = fully", "held up here"),
)
RISK_MATRIX = RiskMatrix(
    title="What can go wrong?",
    alt="Two risks are extreme.",
    note="",
    risks=(
        ShownRisk("Data leakage", 4, 5),
        ShownRisk("Bias", 3, 4),
        ShownRisk("Failure", 2, 5),
        ShownRisk(LONG * 3, 3, 4),
    ),
    bands=(Severity(1, "Low"), Severity(5, "Medium"), Severity(10, "High"), Severity(15, "Extreme")),
    words=RiskMatrixWords("Likelihood", "Impact"),
)
TIMELINE = Timeline(
    title="When will it be in use?",
    alt="In use in July; as likely before 12 August as after.",
    note="",
    milestones=(
        Milestone("Agreed", START, 12000),
        Milestone("Baseline", START + timedelta(days=27)),
        Milestone("First model", START + timedelta(days=70), 40000),
    ),
    finish=Finish(START + timedelta(days=150), START + timedelta(days=190), START + timedelta(days=280)),
    currency="EUR",
    words=TimelineWords("one in ten is done", "as likely before as after", "nine in ten are done"),
)

USUAL: dict[str, Picture] = {
    "value map": VALUE_MAP,
    "reachability": REACHABILITY,
    "cash flow": CASH_FLOW,
    "heat map": HEAT_MAP,
    "risk matrix": RISK_MATRIX,
    "timeline": TIMELINE,
}


def crowd(of: int, spread_out: float) -> tuple[Candidate, ...]:
    """Candidates with long names, nearer to each other the less they are spread out."""
    lights = list(Light)
    return tuple(
        Candidate(f"{number} {LONG}", 100 + spread_out * number, 0.5 + spread_out * number / 2000, lights[number % 4])
        for number in range(of)
    )


def flat(value: float, years: int) -> dict[str, tuple[float, ...]]:
    """Cash flows without a spread."""
    return dict.fromkeys(("p10", "p50", "p90", "expected"), (value,) * years)


def milestones(of: int, days: int) -> tuple[Milestone, ...]:
    return tuple(Milestone(LONG, START + timedelta(days=days * number), 1.5e6 * number) for number in range(of))


NOWHERE = Reachability("Nothing yet", "", "", (), (), 0.85, 6.0, None, False, REACHABILITY.words)
ODD: dict[str, Picture] = {
    "no candidate": replace(VALUE_MAP, candidates=()),
    "one candidate, worth nothing": replace(VALUE_MAP, candidates=(Candidate("It", 0, 1, Light.GREEN, chosen=True),)),
    "a value below zero": replace(VALUE_MAP, candidates=(Candidate("It", -5, 0, Light.RED),)),
    "equal candidates": replace(VALUE_MAP, candidates=crowd(4, 0)),
    "twelve candidates in one corner": replace(VALUE_MAP, candidates=crowd(12, 1)),
    "twelve candidates": replace(VALUE_MAP, candidates=crowd(12, 80)),
    "no point": NOWHERE,
    "three points, no band": replace(NOWHERE, points=((1.0, 0.7), (2.0, 0.7), (3.0, 0.72))),
    "a flat series that meets its target": replace(
        NOWHERE, points=((1.0, 0.85),) * 5, band=(Band(1.0, 0.85, 0.85, 0.85), Band(6.0, 0.85, 0.85, 0.85)), best=0.85
    ),
    "tiny errors": replace(NOWHERE, points=((1.0, 0.003), (2.0, 0.0021)), target=0.001),
    "a history of two weeks": replace(
        REACHABILITY, points=((START, 0.7),), band=(), at=START + timedelta(days=14), best=None
    ),
    "a history of twenty years": replace(REACHABILITY, points=((date(2006, 5, 4), 0.4),), band=()),
    "no year": replace(CASH_FLOW, **flat(0, 0), payback_months=None),
    "no money": replace(CASH_FLOW, **flat(0, 1), payback_months=0),
    "no spread": replace(CASH_FLOW, **flat(-1e6, 11), payback_months=None),
    "paid back beyond the horizon": replace(CASH_FLOW, payback_months=99),
    "no count": replace(HEAT_MAP, rows=tuple(HeatRow(LONG, (0,) * 5) for _ in range(5)), barrier=None),
    "no row": replace(HEAT_MAP, rows=(), barrier=None),
    "a barrier with a long name": replace(HEAT_MAP, rows=(HeatRow(LONG, (1, 0, 0, 0, 0)),), barrier=0),
    "no risk": replace(RISK_MATRIX, risks=()),
    "no band of severity": replace(RISK_MATRIX, bands=()),
    "fifteen risks in one cell": replace(RISK_MATRIX, risks=tuple(ShownRisk(LONG * 2, 3, 3) for _ in range(15))),
    "no milestone": replace(TIMELINE, milestones=(), finish=None),
    "no milestone but a finish": replace(TIMELINE, milestones=()),
    "all on one day": replace(TIMELINE, milestones=milestones(2, 0), finish=Finish(START, START, START)),
    "twelve milestones on one day": replace(TIMELINE, milestones=milestones(12, 0)),
    "twelve milestones a year apart": replace(TIMELINE, milestones=milestones(12, 365), finish=None),
    "long words everywhere": replace(TIMELINE, title=LONG * 4, note=LONG * 9, words=TimelineWords(LONG, LONG, LONG)),
    "a word longer than a line": replace(HEAT_MAP, title="x" * 400, note="y" * 900),
    "no title": replace(HEAT_MAP, title="", alt=""),
    "letters and signs the font lacks": replace(
        HEAT_MAP, title="売上 🚀 \u200d\ufe0f\x00\ud800 é", alt="売上 🚀 \x00\ud800"
    ),
}
ALL = USUAL | ODD


def every(pictures: dict[str, Picture]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("picture", pictures.values(), ids=pictures.keys())


def texts(picture: Picture) -> list[str]:
    """What is written in a picture."""
    return [text.get_text() for axes in picture.page().figure.axes for text in axes.texts]


# ---- both formats


@every(ALL)
def test_a_png_is_as_wide_as_a_message_shows_it_twice(picture: Picture) -> None:
    drawn = png(picture)

    assert drawn.startswith(b"\x89PNG")
    wide, _ = struct.unpack(">II", drawn[16:24])
    assert wide == 1600


@every(ALL)
def test_an_svg_can_be_put_into_a_page(picture: Picture) -> None:
    drawn = svg(picture)
    root = ElementTree.fromstring(drawn)

    assert drawn.startswith("<svg ")
    assert root.get("role") == "img"
    assert "<style" not in drawn
    assert "<!--" not in drawn
    assert set(re.findall(r'(\S*)="https?:', drawn)) == {"xmlns", "xmlns:xlink"}


@every(USUAL)
def test_an_svg_says_what_it_shows(picture: Picture) -> None:
    root = ElementTree.fromstring(svg(picture))
    named = {child.get("id"): child.text for child in root if child.tag.endswith(("}title", "}desc"))}

    assert list(named.values()) == [picture.title, picture.alt]
    assert root.get("aria-labelledby") == " ".join(map(str, named))


def test_people_s_words_are_text_and_never_markup() -> None:
    root = ElementTree.fromstring(svg(replace(HEAT_MAP, title="</title><script>&", alt="<b> --> ]]>")))

    assert root[0].text == "</title><script>&"
    assert root[1].text == "<b> --> ]]>"
    assert not any(element.tag.endswith("script") for element in root.iter())


def test_pictures_share_no_id_in_a_page_and_refer_to_their_own() -> None:
    pages = [svg(picture) for picture in USUAL.values()]
    ids = [found for page in pages for found in re.findall(r' id="([^"]+)"', page)]

    assert len(ids) == len(set(ids))
    for page in pages:
        own = set(re.findall(r' id="([^"]+)"', page))
        referred = set(re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', page))
        assert {one or other for one, other in referred} <= own


@every(USUAL)
def test_the_same_picture_gives_the_same_bytes_in_any_thread(picture: Picture) -> None:
    with ThreadPoolExecutor(3) as pool:
        drawn = {*pool.map(png, [picture] * 2)}
        written = {*pool.map(svg, [picture] * 3)}

    assert len(drawn) == len(written) == 1


def test_drawing_leaves_the_settings_of_matplotlib_alone() -> None:
    before = dict(matplotlib.rcParams)
    png(TIMELINE)
    svg(TIMELINE)

    assert dict(matplotlib.rcParams) == before


def test_matplotlib_is_imported_only_when_a_picture_is_drawn() -> None:
    asked = "import sys, bot.pictures; sys.exit('matplotlib' in sys.modules or 'numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_without_the_extra_nothing_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert available()
    monkeypatch.setitem(sys.modules, "matplotlib", None)

    assert not available()


# ---- legible


@every(ALL)
def test_no_words_overlap_and_none_leave_the_sheet(picture: Picture) -> None:
    figure = picture.page().figure
    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes = {text: text.get_window_extent(renderer) for axes in figure.axes for text in axes.texts}

    for text, box in boxes.items():
        assert figure.bbox.padded(1).containsx(box.x0), text
        assert figure.bbox.padded(1).containsx(box.x1), text
        assert figure.bbox.padded(1).containsy(box.y0), text
        assert figure.bbox.padded(1).containsy(box.y1), text
    for one, other in combinations(boxes, 2):
        assert not boxes[one].padded(-1).overlaps(boxes[other].padded(-1)), (one, other)


@every(USUAL)
def test_type_is_large_enough_for_a_phone(picture: Picture) -> None:
    sizes = [text.get_fontsize() for axes in picture.page().figure.axes for text in axes.texts]

    assert min(sizes) >= 12


def test_each_verdict_has_a_shape_of_its_own() -> None:
    assert len({shape for shape, _ in LOOKS.values()}) == len(Light)


def test_a_verdict_can_be_told_without_its_colour() -> None:
    alone = [replace(VALUE_MAP, candidates=(Candidate("It", 1, 0.5, light),)) for light in Light]
    outlines = {re.sub(r"#[0-9a-f]{6}|p[0-9a-f]{12}\S*", "", svg(picture)) for picture in alone}

    assert len(outlines) == len(Light)


def test_severity_is_told_by_how_dark_a_cell_is() -> None:
    steps = [luminance(darker) - luminance(lighter) for lighter, darker in pairwise(SHADES)]

    assert max(steps) < -15


def test_more_people_make_a_darker_cell() -> None:
    picture = replace(HEAT_MAP, rows=(HeatRow("Awareness", (0, 1, 2, 3, 4)),), barrier=None)
    cells = re.findall(r'<path d="[^"]*" style="fill: (#[0-9a-f]{6})"/>', svg(picture))[1:6]
    lights = [luminance(cell) for cell in cells]

    assert all(darker < lighter - 15 for lighter, darker in pairwise(lights))


def test_candidates_that_lie_together_are_numbered_and_named_below() -> None:
    written = texts(replace(VALUE_MAP, candidates=crowd(4, 0)))

    assert {"1", "2", "3", "4"} <= set(written)
    assert sum(LONG[:30] in line for line in written) == 4


def test_candidates_that_lie_apart_are_named_where_they_are() -> None:
    written = texts(VALUE_MAP)

    assert "Predict who will leave" in written
    assert "1" not in written


def test_the_payback_is_marked_only_where_it_lies_within_the_years_shown() -> None:
    assert "Month 17" in texts(CASH_FLOW)
    assert "Month 17" not in texts(replace(CASH_FLOW, payback_months=None))
    assert "Month 17" not in texts(replace(CASH_FLOW, payback_months=61))


def test_lines_without_a_spread_are_named_once() -> None:
    written = texts(replace(CASH_FLOW, **flat(-1000, 3)))

    assert "Expected" in written
    assert "Middle" not in written


def test_what_people_typed_is_not_read_as_a_formula() -> None:
    picture = replace(HEAT_MAP, title=r"From $5 to $10_000, \alpha^2")

    assert r"From $5 to $10_000, \alpha^2" in texts(picture)
    assert svg(picture)


def luminance(color: str) -> float:
    """How light a colour is in grey, 0 to 255 (Rec. 601)."""
    red, green, blue = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


# ---- words and places


@pytest.mark.parametrize(
    ("typed", "set_in_type"),
    [("two\n lines ", "two lines"), ("go 🚀 now", "go now"), ("売上", "□□"), ("Müller’s €", "Müller’s €")],
)
def test_what_the_font_lacks_becomes_a_box_or_goes(typed: str, set_in_type: str) -> None:
    assert cleaned(typed) == set_in_type


@pytest.mark.parametrize("words", [LONG, "x" * 300, "", "short"])
def test_lines_keep_to_their_breadth_and_number(words: str) -> None:
    lines = wrapped(words, 2.0, most=2)

    assert len(lines) <= 2
    assert all(width(line) <= 2.0 for line in lines)
    assert "".join(lines).endswith("…") == (len(words) > 50)


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 3)), max_size=15))
def test_labels_are_moved_apart_in_their_order_and_within_their_bounds(labels: list[tuple[float, float]]) -> None:
    places, gaps = [place for place, _ in labels], [gap for _, gap in labels]
    assume(sum(gaps) <= 40)
    moved = sorted(zip(spread(places, gaps, -20, 20), places, gaps, strict=True))

    assert [place for _, place, _ in moved] == sorted(places)
    assert all(at - gap / 2 >= -20.001 and at + gap / 2 <= 20.001 for at, _, gap in moved)
    assert all(one[0] + (one[2] + two[2]) / 2 <= two[0] + 1e-6 for one, two in pairwise(moved))


@given(st.lists(st.integers(-5, 5), unique=True, max_size=10))
def test_labels_that_do_not_overlap_stay_where_they_are(places: list[int]) -> None:
    assert spread(places, [1.0] * len(places), -10, 10) == pytest.approx(places)
