"""What may stand beside a number, word by word: scales, currencies, units of time, and words that change nothing.

Taken from CLDR in eighteen languages (dialogs/answers/cldr.py); what CLDR lacks, and people write all the same, is in
tables of ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from dialogs.answers.cldr import cldr

MONEY = ("EUR", "USD", "GBP", "CHF", "INR", "JPY", "CNY", "KRW", "BRL", "PLN", "SEK", "NOK", "DKK", "CZK", "CAD", "AUD")
UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")

_SCALES: Mapping[str, float] = {
    **dict.fromkeys(("hundred", "hundreds", "hundert"), 1e2),
    **dict.fromkeys(("dozen", "dozens", "dz", "dutzend"), 12),
    **dict.fromkeys(("k", "thousand", "thousands", "grand", "thou", "tsd", "tausend"), 1e3),
    **dict.fromkeys(("m", "mm", "mn", "mio", "mln", "mill", "million", "millions", "millionen"), 1e6),
    **dict.fromkeys(("bn", "mrd", "mia", "mld", "milliard", "milliards", "milliarde", "milliarden"), 1e9),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 1e5),
    **dict.fromkeys(("cr", "crore", "crores"), 1e7),
    "万": 1e4,
    "億": 1e8,
}
_DISAGREED: Mapping[str, tuple[float, ...]] = {
    "mil": (1e3, 1e6),
    **dict.fromkeys(("b", "bil", "bill", "bln", "billion", "billions"), (1e9, 1e12)),
    **dict.fromkeys(("t", "tn"), (1e3, 1e12)),
    **dict.fromkeys(("trillion", "trillions"), (1e12, 1e18)),
}
"""On these languages disagree, or people do: they are asked about."""
DOUBTFUL = frozenset({"m", "mm", "mn", "cr"})
"""Scales that somebody else may use for another one, or for credit: how they were read is shown."""
_BEFORE_MONEY: Mapping[str, float] = {
    "k": 1e3,
    "t": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "mm": 1e6,
    "bn": 1e9,
    "mrd": 1e9,
    "mn": 1e6,
}
"""As written together with a currency: kEUR, T€, MUSD."""
_CURRENCIES: Mapping[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "AUD"),
    "us$": ("USD",),
    "¥": ("JPY", "CNY"),
    **dict.fromkeys(("dollar", "dollars", "bucks"), ("USD", "CAD", "AUD")),
    **dict.fromkeys(("euro", "euros"), ("EUR",)),
    **dict.fromkeys(("pound", "pounds", "quid", "sterling"), ("GBP",)),
    **dict.fromkeys(("franken", "francs", "sfr", "fr"), ("CHF",)),
    **dict.fromkeys(("rs", "rupee", "rupees"), ("INR",)),
    **dict.fromkeys(("yen", "円"), ("JPY",)),
    **dict.fromkeys(("rmb", "yuan", "元"), ("CNY",)),
    "kr": ("SEK", "NOK", "DKK"),
}
HOW_OFTEN: Mapping[str, str] = {
    word: unit
    for unit, words in {
        "day": "täglich dziennie dagligen dagligt daglig dagelijks quotidien quotidienne diario diaria giornaliero"
        " denně päivittäin",
        "week": "wöchentlich tygodniowo veckovis ugentlig ugentligt ukentlig wekelijks hebdomadaire semanal semanales"
        " semanais settimanale settimanali týdně viikoittain",
        "month": "monatlich miesięcznie månatligen månadsvis månedlig månedligt månedsvis maandelijks mensuel mensuelle"
        " mensuels mensuelles mensual mensuales mensal mensais mensile mensili měsíčně kuukausittain",
        "quarter": "vierteljährlich quartalsweise kwartalnie kvartalsvis kvartalsvist trimestriel trimestrielle"
        " trimestral trimestrale čtvrtletně",
        "year": "jährlich rocznie årligen årligt årlig årligt jaarlijks annuel annuelle annuels annuelles anual anuales"
        " anuais annuale annuali ročně vuosittain",
    }.items()
    for word in words.split()
}
"""“Monthly” in the languages numbers are read in, by the unit."""
_TIMES: Mapping[str, str] = {
    **HOW_OFTEN,
    **dict.fromkeys(("s", "sec", "secs"), "second"),
    **dict.fromkeys(("min", "mins"), "minute"),
    **dict.fromkeys(("h", "hr", "hrs", "hourly", "std"), "hour"),
    **dict.fromkeys(("d", "daily", "nightly", "night", "nights"), "day"),
    **dict.fromkeys(("wk", "wks", "pw", "weekly", "woche", "wochen"), "week"),
    **dict.fromkeys(("pm", "mo", "mos", "mth", "mths", "monthly"), "month"),
    **dict.fromkeys(("pq", "quarterly"), "quarter"),
    **dict.fromkeys(("y", "yr", "yrs", "pa", "yearly", "annual", "annually", "annum", "anno"), "year"),
}
_OTHERWISE = frozenset({"l", "time", "den", "let", "ore", "mon"})
"""What CLDR has for something in one language, and is an everyday word or another unit in others."""
_FILLERS = (
    "-ish a an the about approx approximately around roughly some nearly almost circa ca ish or so"
    " maybe perhaps probably likely say guess"
    " per each every of in at to for only just"
    " ungefähr etwa rund zirka pro je im am der die das den"
    " environ à a par la le les près de du chaque"
    " unos aproximadamente por al el cada cerca ao um uma uns il ogni ongeveer około na"
)
FILLERS = frozenset(_FILLERS.split())
_ABOUT = (
    "-ish about approx approximately around roughly some nearly almost circa ca ish maybe perhaps probably likely guess"
    " ungefähr etwa rund zirka environ près unos aproximadamente cerca ongeveer około"
)
ABOUT = frozenset(_ABOUT.split())
"""Of these, what says that a number is so roughly."""
ONLY_BEFORE = frozenset({"c"})
"""Fillers before a number, and something else behind it: c. 50 and 50 c."""
PERCENT = frozenset({"percent", "percents", "pct", "prozent", "pourcent", "procent", "porcento"})
PERCENT_SIGNS = frozenset("%٪")
_PER_CENT = re.compile(r"\b(?:per|pour|por|pro) ?(?:cento?|ciento?)\b")
TELLING = frozenset(
    ("per", "each", "every", "pro", "je", "of", "times", "minus", "negative", "not", "no", "less", "more", "than")
) | frozenset(("percent", "percents", "pct", "prozent", "score"))
"""Words in brackets behind a number that may say of what it is, or that it is another."""
MINUS = frozenset({"minus", "negative", "moins", "menos", "meno"})
_METRICS = (
    "accuracy precision recall sensitivity specificity auc auroc roc score error errors rate share map mape rmse mae"
    " wape mse ndcg bleu rouge wer cer iou kappa macro micro latency correct right wrong ms milliseconds s sec seconds"
    " points pp"
    " above below under over least most"
)
METRICS = frozenset(_METRICS.split())
"""Words that name a metric or its unit beside a level."""
LIMITS = frozenset(["min", "mind", "minimum", "mindestens", "max", "maximum", "maximal", "höchstens"])
"""Words before a metric's value that say on which side of it is well; min is no minute there."""
WRONG = frozenset({"error", "errors", "wrong"})
"""Words that may turn a share right into a share wrong: how it was read is shown."""
TIME_FILLERS = frozenset(["a", "per", "each", "every", "pro", "je", "im", "par", "por", "al"])
"""Words between a number and its unit of time: 50 a month."""
_COUNTED = (
    "people persons patients customers clients users members employees staff visitors guests cases orders tickets"
    " documents invoices letters mails emails calls requests visits appointments claims contracts items pieces parts"
    " units parcels deliveries images scans records questions names entries addresses predictions forecasts pages"
    " rows lines households companies firms products articles applications forms photos pictures transactions decisions"
)
COUNTED = frozenset(_COUNTED.split())
"""Nouns of what companies count: beside a number they change nothing about it."""
_OF_A_RIGHT_ONE = "right good call hit time brings bring gained gains gain is in"
_OF_A_WRONG_ONE = "wrong needless false bad call costs cost lost loses lose is"
_OF_A_PART = {
    "once": "first initially upfront build built building setup set up buy bought develop development",
    "a year": "service support hosting fee fees subscription"
    " then run runs running upkeep maintenance maintain licence licences license operate",
    "value a year": "brings bring save saves saved saving savings earns earned benefit benefits gain gains worth back",
    **dict.fromkeys(("a right one brings", "gained by a right one"), _OF_A_RIGHT_ONE),
    **dict.fromkeys(("a wrong one costs", "lost by a wrong one"), _OF_A_WRONG_ONE),
    "wrong in 100": "are is wrong false",
}
OF_A_PART: Mapping[str, frozenset[str]] = {part: frozenset(words.split()) for part, words in _OF_A_PART.items()}
"""Words that say which of several amounts a number is; in another one's place they are not understood."""
METRIC_UNITS: Mapping[str, str] = {
    **dict.fromkeys(("ms", "milliseconds"), "ms"),
    **dict.fromkeys(("s", "sec", "seconds"), "s"),
    **dict.fromkeys(("points", "pp"), "points"),
}
"""Of these, the units: they stay beside the level wherever it is shown."""
_STEPS = (
    "epoch epochs step steps example examples sample samples label labels row rows record records image images item"
    " items iteration iterations run runs round rounds sprint sprints version v batch batches no nr kw cw w"
)
STEPS = frozenset(_STEPS.split())
"""Words that name what a history counts instead of time."""
METRIC_NAMES = re.compile(
    r"\b(?:f-?[12]|f0[.,]5|r[2²]|p\d\d(?:\.\d+)?|top[- ]?\d+|[a-z]+@\d+(?:\.\d+)?|bleu-\d)(?!\w)", re.IGNORECASE
)
"""Names with digits of their own: F1, p99, recall@10."""
_RAISED = re.compile("[⁰¹²³⁴-⁹₀-₉]")


_THING = re.compile(r"\b(?:([a-z]{3,}) )?([a-z]{2,}[^\Ws]s)\b")
_NO_THINGS = """
    more less fewer extra additional other others another half halves thirds quarters double doubles twice plus minus
    versus first second third last lost saved every each per all some many few not only nearly than times tens twos
    perhaps always sometimes besides afterwards towards upwards downwards points over under about above below up down
    net gross without with
"""
_NO_THING = frozenset(_NO_THINGS.split())


def things_in(said: str) -> frozenset[str]:
    """What somebody's own words speak of in the plural, with the word before it: shops, order sheets (English).

    None that says how much of it there is.
    """
    found = (word for pair in _THING.findall(said.casefold()) for word in pair)
    return frozenset(word for word in found if word) - _NO_THING - TELLING - PERCENT - MINUS - FILLERS


def folded(text: str) -> str:
    """As words are compared: compatible forms are one (“％” is “%”), case and a word's own full stops do not count.

    A raised or lowered digit is none of a number's own: 10² is no 102.
    """
    plain = unicodedata.normalize("NFKC", _RAISED.sub(r"^\g<0>", text)).casefold()
    return _PER_CENT.sub("percent", plain)


@cache
def scales() -> Mapping[str, frozenset[float]]:
    """What each word multiplies by; several where languages disagree."""
    found = {word: set(factors) for word, factors in cldr().scales.items() if word not in _OTHERWISE}
    for word, known in _SCALES.items():
        found[word] = {known}
    for word, several in _DISAGREED.items():
        found[word] = set(several)
    return {word: frozenset(factors) for word, factors in found.items()}


@cache
def currencies() -> Mapping[str, frozenset[str]]:
    """Which currencies a code, a sign or a name may mean."""
    found: dict[str, set[str]] = {code.casefold(): {code} for code in MONEY}
    for name, codes in cldr().currencies.items():
        found.setdefault(name, set()).update(codes)
    return {name: frozenset(codes) for name, codes in (found | {k: set(v) for k, v in _CURRENCIES.items()}).items()}


@cache
def times() -> Mapping[str, str]:
    """The unit of time that a word names."""
    named = {word: unit for word, unit in cldr().times.items() if _tells(word) and word not in _OTHERWISE}
    return {**named, **{unit: unit for unit in UNITS}, **_TIMES}


def _tells(word: str) -> bool:
    """Two letters are too few to tell a unit by."""
    return len(word) > 2 or not word.isascii()


def money_scale(word: str) -> tuple[float, frozenset[str]] | None:
    """kEUR, T€, 万円: a scale and a currency written as one word."""
    for at in range(1, len(word)):
        first, second = word[:at], word[at:]
        if first in _BEFORE_MONEY and second in currencies():
            return _BEFORE_MONEY[first], currencies()[second]
        if len(scales().get(first, ())) == 1 and second in currencies() and not word.isascii():
            return next(iter(scales()[first])), currencies()[second]
    return None
