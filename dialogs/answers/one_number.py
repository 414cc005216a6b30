"""One number in a field: what it may be of, in which unit; a metric's level; the words that stand for a number."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from dialogs.answers import give_or_take, measured, number_words, products, rates, remarks, rough, sums
from dialogs.answers.figures import TIMES, Figure, read
from dialogs.answers.lengths import SHORT, Nouns, in_its_unit, in_known_units, length_of, of_two_units
from dialogs.answers.lines import says_none
from dialogs.answers.number_words import METRIC_NAMES, METRICS, UNITS
from dialogs.answers.text import excerpt
from dialogs.answers.unknowns import ignorance_in
from dialogs.answers.values import LARGEST, Raw, Unreadable, Value
from dialogs.catalog import AnswerField, Kind


def number(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """One number, or what words stand for in its place. Raises Unreadable."""
    if word := word_for(field, str(entry)):
        return word
    found = one_figure(field, entry, nouns)
    if "per cent" in field.label and 0 < found.number < 1 and not found.percent:
        raise Unreadable("problem.rate", entry=excerpt(str(entry)), number=found.number)
    return bounded(field, found.number, field.min)


def one_figure(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Figure:
    """A number with what stood beside it, in the unit the field asks for. Raises Unreadable."""
    if is_none_so_far(field, str(entry)) or (field.min == 0 and says_nothing(field, str(entry))):
        return Figure(0.0, doubtful=True)
    try:
        return with_remark(str(entry), lambda words: _with_decimals(field, words, nouns))
    except Unreadable:
        if not is_none(str(entry)):
            raise
    zero = is_free(field) or (field.min is not None and field.min <= 0)
    raise none_of(str(entry), zero=zero)


def _with_decimals(field: AnswerField, entry: str, nouns: Nouns) -> Figure:
    """As `plain_figure`, also of 1/2 million, and of what a number of anything is measured in. Raises Unreadable."""
    number = rough.without_limit(entry) if "limit" in field.allows else entry
    if is_free(field) and (found := measured.read(number, lambda one: plain_figure(field, one, nouns))):
        return found._replace(doubtful=found.doubtful or number != entry)
    if (decimals := rough.with_decimals(entry)) != entry:
        return plain_figure(field, decimals, nouns)._replace(doubtful=True)
    return plain_figure(field, entry, nouns)


def is_none(entry: str) -> bool:
    """Whether an entry is no more than “none”, “nil” or a dash: nothing, or not said."""
    return bool(_ONLY_NONE.fullmatch(entry)) or says_none(entry)


def none_of(entry: str, *, zero: bool) -> Unreadable:
    """The question whether “none” means zero, or that nobody knows; `zero` says whether the field takes a 0."""
    return Unreadable("problem.none", entry=excerpt(entry.strip()), zero=zero)


_ONLY_NONE = re.compile(r"[\s.!]{0,9}(?:nil|zip|nada|[-–—])[\s.!]{0,9}", re.IGNORECASE)


def plain_figure(field: AnswerField, entry: str, nouns: Nouns) -> Figure:
    """The same, where no remark stands behind it. Raises Unreadable."""
    if "limit" in field.allows and (number := rough.without_limit(entry)) != entry:
        return plain_figure(field, number, nouns)._replace(doubtful=True)
    times = UNITS if is_free(field) else field.units
    try:
        return read_figure(field, entry, times, nouns)
    except Unreadable as refused:
        raise _of_a_part(entry, refused) from None


def is_none_so_far(field: AnswerField, entry: str) -> bool:
    """Whether there is none so far of what is counted in a time, or stands so today: that is 0.

    Of what is aimed at, granted or to come, “none yet” says that it is not known.
    """
    counted = bool(field.per) or (is_free(field) and "limit" not in field.allows)
    return counted and remarks.says_none_so_far(entry)


def says_nothing(field: AnswerField, entry: str) -> bool:
    """Whether words stand for 0 where they may: “none”, “nobody”, “no training needed, Mia does it”."""
    if "nothing" not in field.allows or ignorance_in(entry):
        return False
    if length_of(field) and _DONE.fullmatch(entry):
        return True
    nouns = "|".join(sorted(_nouns_of(field)))
    said = re.sub(rf"\b(?:{nouns}|{_NEEDED})\b", " ", remarks.without(entry), flags=re.IGNORECASE)
    return not re.search(r"\d", said) and (rough.is_nothing(said) or says_none(said))


_DONE = re.compile(
    r"\W*(?:(?:is|it is|it's|that is|that's|they are|all) )?(?:already )?(?:done|finished|completed?|there|collected"
    r"|prepared)(?: already)?\W*",
    re.IGNORECASE,
)
"""How long it still takes: no time at all."""
_NEEDED = (
    r"is|are|will be|be|at all|of (?:it|that|them)|extra|new|further|additional|more|needed|added|required|necessary"
    r"|planned|hired|bought|built|missing|to (?:pay|buy|add|build|wait|hire)|for (?:it|us|that|this)|so far"
)
"""What may be said of nothing: none of it is needed."""


def with_remark(entry: str, reading: Callable[[str], Figure]) -> Figure:
    """One number as `reading` reads it, also with a remark behind it; then it is shown how it was read.

    Raises Unreadable, of the number alone where nothing is wrong with the remark.
    """
    try:
        return reading(entry)
    except Unreadable as refused:
        return _without_remark(entry, reading, refused)


def _without_remark(entry: str, reading: Callable[[str], Figure], refused: Unreadable) -> Figure:
    if (number := remarks.without(entry)) != entry:
        return reading(number)._replace(doubtful=True)
    parted = remarks.with_numbers(entry)
    if parted is None or refused.sentence.key not in _OF_WORDS:
        raise refused
    reading(parted[0])
    raise Unreadable("problem.aside", entry=excerpt(parted[1]), number=excerpt(parted[0]))


_OF_WORDS = frozenset(("problem.number", "problem.number_word", "problem.unit"))


def _of_a_part(entry: str, refused: Unreadable) -> Unreadable:
    """Of “30 per branch”, that it is asked of all; else as it was refused."""
    found = _EACH.search(entry)
    if refused.sentence.key != "problem.number_word" or found is None or not re.search(r"\d", rough.in_digits(entry)):
        return refused
    return Unreadable("problem.each", entry=excerpt(entry), each=found["each"], thing=excerpt(found["thing"]))


_EACH = re.compile(r"(?:\b(?P<each>per|each|every|for each|for every) |/ ?)(?P<thing>[^\W\d_]{3,})\W*$", re.IGNORECASE)


def read_figure(field: AnswerField, entry: str, times: Sequence[str], nouns: Nouns) -> Figure:
    """The same, where it may speak of these times. Raises Unreadable."""
    named = _nouns_of(field) | nouns | number_words.COUNTED
    if length_of(field) == "minute":  # so long for one of what is counted: 10 minutes per document
        named |= {word.removesuffix("s") for word in number_words.COUNTED}
    entry = _SPELT.sub(lambda found: _SPANS[found[0].casefold()], entry)
    if found := give_or_take.read(entry, lambda one: read_figure(field, one, times, nouns)):
        return found
    if found := _rate_or_sum(field, entry, times, named, partial(_reckoned, field, entry, times, nouns)):
        return found
    if sums.is_of_each(entry) and length_of(field) != "minute":
        raise Unreadable("problem.each_of", entry=excerpt(entry))
    return _alone(field, entry, times, nouns, named)


def _alone(field: AnswerField, entry: str, times: Sequence[str], nouns: Nouns, named: Nouns) -> Figure:
    """One number in which nothing is reckoned but its unit. Raises Unreadable."""
    if found := of_two_units(field, entry, named) or _of_a_year(field, entry, times, named):
        return found
    if (known := in_known_units(field, entry)) != entry:
        return _as_typed(entry, partial(read_figure, field, known, times, nouns))._replace(doubtful=True)
    try:
        return rough.one_figure(
            entry, lambda text: _fitting(field, read(text, times, named, times_behind=is_free(field)))
        )
    except Unreadable as error:
        refused = error
    if refused.sentence.key == "problem.share":
        raise Unreadable("problem.share", entry=excerpt(entry))
    if refused.sentence.key != "problem.unit":
        raise refused
    if found := in_its_unit(field, entry, named):
        return found
    wanted = [_wanted(field, unit) for unit in ([] if is_free(field) else times[:1])]
    raise Unreadable("problem.unit", entry=excerpt(entry), wanted=" ".join(wanted))


def _as_typed(entry: str, reading: Callable[[], Figure]) -> Figure:
    """What is read of other words for an entry. Raises Unreadable, of the entry as it was typed."""
    try:
        return reading()
    except Unreadable as refused:
        said = refused.sentence
        raise Unreadable(said.key, **{**said.values, "entry": excerpt(entry)}) from None


def _rate_or_sum(
    field: AnswerField, entry: str, times: Sequence[str], named: Nouns, reckoned: Callable[[], Figure | None]
) -> Figure | None:
    """What is reckoned, also of rates: a field that asks for one knows its own way to multiply. Raises Unreadable."""
    if found := _of_times(field, entry, times):
        return found
    if not field.per:
        return reckoned()
    try:
        return _rate(field, entry, named) or reckoned()
    except Unreadable:
        if found := reckoned():
            return found
        raise


def _of_times(field: AnswerField, entry: str, times: Sequence[str]) -> Figure | None:
    """A product in which a time is counted, where no length of time is asked for. Raises Unreadable."""
    if length_of(field) or (field.per and "minute" in field.units) or len(entry) > sums.LONGEST:
        return None
    own = "" if is_free(field) or not times else field.per or times[0]
    found = products.read(" ".join(entry.split()).strip(" ."), own, free=is_free(field))
    return _fitting(field, found) if found else None


def _reckoned(field: AnswerField, entry: str, times: Sequence[str], nouns: Nouns) -> Figure | None:
    """A sum, a product or a share of something, each operand read as the field reads one; None for anything else."""
    shares = _may_be_share(field) or "in 100" in field.label
    return sums.read(
        entry, lambda one: read_figure(field, one, times, nouns), shares=shares, spans=not field.units and not field.per
    )


_SPANS = {"hr": "hour", "hrs": "hours", "yr": "year", "wk": "week", "mth": "month", "mo": "month"}
_SPELT = re.compile(rf"(?:(?<=\ba )|(?<=\ban ))(?:{'|'.join(_SPANS)})\b", re.IGNORECASE)
"""“Half an hr”, “a wk”: short for a unit of which there is one."""


def _rate(field: AnswerField, entry: str, named: Nouns) -> Figure | None:
    """A number that the field asks for per day or per year, in whichever time it is given; else None."""
    if not field.per:
        return None
    of = "minute" if "minute" in field.units else ""
    entry = SHORT[of].sub(" minutes", entry) if of else entry
    return rates.read(
        field.per,
        of,
        entry,
        lambda words, times: rough.one_figure(words, lambda text: _fitting(field, read(text, times, named))),
    )


def _of_a_year(field: AnswerField, entry: str, times: Sequence[str], nouns: Nouns) -> Figure | None:
    """So much a month or a quarter, where a year is asked for: what it comes to. None for anything else."""
    if "year" not in times or is_free(field) or length_of(field):
        return None
    try:
        return rates.of_a_year(
            _SLASHED.sub(r" a \g<span>", entry),
            lambda words, _: rough.one_figure(words, lambda text: read(text, (), nouns)),
        )
    except Unreadable:
        return None


_SLASHED = re.compile(r" ?/ ?(?P<span>[^\W\d_]+)")


def _wanted(field: AnswerField, unit: str) -> str:
    """“in weeks” where a time is asked for, “per day” where something is counted in one."""
    return f"in {unit}s" if f"{unit}s" in field.label.casefold() else f"per {unit}"


def is_free(field: AnswerField) -> bool:
    """Whether a number may be of anything, like a business metric: it has no unit and no bounds of its own."""
    return field.kind is Kind.NUMBER and field.min is None and not field.units


def _fitting(field: AnswerField, figure: Figure) -> Figure:
    """Raises Unreadable for a share where things or money are counted, and for money where nothing is paid."""
    if figure.percent and not (_may_be_share(field) or "in 100" in field.label):
        raise Unreadable("problem.share", entry="")
    if figure.currencies and not may_be_money(field):
        raise Unreadable("problem.money")
    return figure


def _may_be_share(field: AnswerField) -> bool:
    """The rate in per cent, and what may be anything."""
    return is_free(field) or "per cent" in field.label


def may_be_money(field: AnswerField) -> bool:
    """Sums, and what has no unit of its own; not weeks, cases or requests."""
    if field.kind is Kind.NUMBER:
        return not field.units and not field.whole and field.max is None
    return set(field.units) <= {"year"}


def _nouns_of(field: AnswerField) -> frozenset[str]:
    """The words that name what is counted: those of the field's own label and parts."""
    words = re.findall(r"[^\W\d_]+", " ".join((field.label, *field.parts, "low expected high")).casefold())
    return frozenset(words) - set(TIMES)


def word_for(field: AnswerField, entry: str) -> str | None:
    """What words in the place of a number stand for; None where there are none of the field's."""
    typed = " ".join(entry.casefold().replace("’", "'").split()).strip(" .!“”\"'")
    return next((value for value, words in field.words.items() if typed in words), None)


def bounded(field: AnswerField, number: float, least: float | None) -> float:
    """A number within the field's bounds, from `least` on. Raises Unreadable."""
    most = LARGEST if field.max is None else field.max
    if least is not None and number < least:
        raise Unreadable("problem.too_small", least=least)
    if abs(number) > most:
        raise Unreadable("problem.too_large", most=most)
    if field.whole and number != int(number):
        raise Unreadable("problem.whole")
    return number


def level(field: AnswerField, entry: Raw, nouns: Nouns = frozenset()) -> Value:
    """A value of a metric: 0.85, or 85% for the same."""
    found = level_figure(field, entry, nouns)
    share = float(f"{found.number / 100:.12g}") if found.percent else found.number
    return bounded(field, share, field.min)


def level_figure(field: AnswerField, entry: Raw, nouns: Nouns) -> Figure:
    """Raises Unreadable, also for a step (+0.5, 2 pp): it is no level."""
    if _STEP.search(str(entry)):
        raise Unreadable("problem.step", entry=excerpt(str(entry)))
    named = METRICS | _nouns_of(field) | nouns | number_words.COUNTED
    if is_none(str(entry)):
        raise none_of(str(entry), zero=True)
    reading = partial(read, nouns=named, bounds=True)
    return with_remark(
        str(entry),
        lambda words: (
            give_or_take.read(words, reading)
            or sums.read(words, reading, shares=True)
            or rough.one_figure(words, reading, METRIC_NAMES)
        ),
    )


_STEP = re.compile(r"^\s*\+|\b(?:pp|ppt|pps|percentage points?|prozentpunkte?n?)\b|\bp\.p\.", re.IGNORECASE)
