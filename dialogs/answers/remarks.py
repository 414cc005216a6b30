"""What people add behind a number: “ca. 50k, not signed yet”. Words that turn the number around are no such remark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dialogs.answers import number_words
from dialogs.answers.counts import NUMBER_WORDS
from dialogs.answers.number_words import METRIC_UNITS, MINUS, PERCENT, TELLING, WRONG, folded
from dialogs.answers.unknowns import Ignorance, ignorance_begun, ignorance_in

LONGEST = 300
"""Characters."""
_IF = "if|unless|provided|assuming|as long as|subject to|depend(?:s|ing) on|pending"
_SETTLED = "signed|approved|agreed|confirmed|granted|released|final|fixed|decided|settled|official"
_OPEN = (
    rf"(?:still |but |only )?(?:not (?:yet |been )?(?:{_SETTLED})(?: yet)?|(?:to be|tb) (?:{_SETTLED})|tb[cda]"
    r"|unconfirmed|unsigned"
    r"|(?:needs?|awaiting|awaits) (?:[^\W\d_]+(?:['’]s)? ){0,3}(?:approval|signature|sign-off|consent|agreement|ok))\b"
)
"""That something is still open, of which a number is said: it hangs on that as on an “if”."""
_MUST = (
    r"(?:[^\W\d_]+(?:['’]s)? ){1,3}(?:(?:still )?(?:has|have|needs?) to|must(?: still)?)"
    r" (?:agree|approve|sign|confirm|decide)\b"
)
_APART = re.compile(
    r"[,;.!?:][ \t]+|\s+[-–—]+\s+|[–—]|\s*\n\s*|\s*(?P<bracket>[(\[])"
    rf"|(?<=\S)\s{{1,9}}(?=(?:but |only |and only )?(?:{_IF})\b)"
    r"|(?<=\S)\s{1,9}(?=(?:in|ex)cl(?:uding|usive(?: of)?|\.)?\s+(?:vat|gst|tax|taxes|sales tax)\b)"
    rf"|(?<=[^\s/;|])\s{{1,9}}(?=(?:{_OPEN}|(?:net|gross|netto|brutto)\b(?! (?:profit|margin|saving|gain))))",
    re.IGNORECASE,
)
"""What may stand between a number and the remark behind it."""
_CLOSED = {"(": ")", "[": "]"}
_PLAIN = re.compile(r"(?:[A-Za-zÀ-ɏ]|(?<=\w)/(?=\w)|[\s'’\"“”„.,;:!?@&()…–—-])+")
"""Letters and what stands between words: no digit, no sign of money or share, and no script we know no words of."""
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_HARMLESS = re.compile(
    r"\bunder (?:review|discussion|negotiation|nda|way|contract)\b|\bto be \w+ed\b|\bfollow(?:ing|ed|s)? up\b"
    r"|\binstead of (?!that|this|it\b)"
    r"|\b(?:set|sets|setting|wait|waiting|look|looks|looking) up\b|\bover there\b|\bwrite(?:s|n)? down\b"
)
_PEOPLE = re.compile(
    rf"\b(?:mia|bill)\b(?:'s)?(?= (?!(?:{'|'.join(map(re.escape, sorted(number_words.FILLERS)))})\b)\w)"
    r"|\b(?:and|ask|asks|by|says|with|from|see) (?:mia|bill)\b"
)
"""Names that are scales, where somebody does something."""
_TURNS = """
    more less fewer least most double doubled doubles doubling twice thrice triple tripled tripling quadruple
    halve halved halves times fold twofold tenfold plus extra additional another again
    higher lower greater bigger smaller larger longer shorter faster slower worse better above below over under beyond
    up down exceeding exceeds exceed max maximum maximal min minimum minimal tops peak total totals altogether overall
    sum each every per apiece both pair few several many wrong false incorrect untrue true correct right mistaken
    mistake typo correction sorry scratch ignore forget instead rather nope nah cancelled canceled rejected refused
    declined withdrawn spent gone dropped cut outdated obsolete formerly former anymore impossible unrealistic
    nonsense rubbish joke joking kidding lie remaining left loss deficit once fortnight fortnightly decade lifetime
    semester sprint shift monday mondays tuesday tuesdays wednesday wednesdays thursday thursdays friday fridays
    saturday saturdays sunday sundays weekend weekends
    oder mehr weniger doppelt doppelte doppelten doppelter zweimal dreimal mal über unter mindestens höchstens je
    jeweils jede jeder jedes jeden falsch insgesamt gesamt zusammen
    moins chaque par faux fois más menos doble cada por falso veces più meno doppio ogni podwójnie więcej mniej
"""
_TURNING = frozenset(_TURNS.split())
"""Words by which a number is another one, or none any more."""
_OF_NONE = frozenset(("none", "nothing", "nobody", "nil", "zero"))
"""Beside a 0 they say the same, beside any other number the contrary."""
_BEGINS_ANOTHER = re.compile(r"(?:or|and|plus|ou|o|y|e|et|und|bis|to|of|vs|resp|bzw|as|then)\b")
_A_MEASURE = re.compile(
    r"(?:an?|the) (?!guess|guesstimate|estimate|offer|quote|first|rough|wild|good|fair|safe|list)\w+\W*"
    r"|.*\b(?:for|in|at|from) (?:an?|one|any) \w+.*"
)
"""“30, a branch”: of something else than was asked for."""
_NOT = re.compile(r"(?:\bnot|\bnever|\bnicht|n['’]t)\b(?P<behind>.*)")
_NOT_SO = re.compile(
    r" (?:(?:yet|fully|all|really|officially|formally|been|be|quite|currently|even) )*"
    r"(?!need|want|use|allow|correct|advis|intend|suppos|meant|exceed)"
    r"(?:\w+(?:ed|en)|known|final|official|sure|certain|paid|sent|set|fixed|clear|public|mine|ours|binding|ready|done"
    r"|there|in writing|incl(?:uding|\.)?|counting|our|my|due|open|unterschrieben|sicher|klar|\w+iert|ge\w+t)\b.*"
)
"""What may be denied of a number without denying the number: not signed yet, not final."""
_NO = re.compile(r"\bno\b(?!\s+(?!way|idea|such|good|longer|chance|more|less|use)[^\W\d_]{2,})")
_IS_DOUBT = re.compile(r"not sure(?: yet)?")
"""Alone it is ignorance; behind a number it is a doubt about that number."""
_IS_CONDITION = re.compile(r"(?:only )?(?:if|unless|provided|assuming|as long as) \w+ \w+")
_CONDITION = re.compile(
    rf"(?<!\w)(?P<words>(?:only |but only )?(?:{_IF})\b\W+\w.*|{_OPEN}.*|{_MUST}.*)", re.IGNORECASE | re.DOTALL
)
_IS_OPEN = re.compile(rf"{_OPEN}|{_MUST}", re.IGNORECASE)
_LEAST_LETTERS = 3
DOUBT_BEFORE = re.compile(
    r"\W*(?:(?:i(?:'m| am)|we(?:'re| are)) )?(?:not (?:\w+ )?(?:sure|certain)|unsure|uncertain"
    r"|(?:i |we )?(?:don['’]t|do not) know|hard to say|can['’]t say)(?: yet)?"
    r"(?:\s*[,;:.–—-]\s*|\s+but\s+)(?:but |maybe |perhaps |probably |say )*(?=\W{0,3}\d)",
    re.IGNORECASE,
)
"""“Not sure, 200k”."""


def without(entry: str) -> str:
    """An entry without the remark behind its number, or the doubt before it; all of it where there is none."""
    if doubt := DOUBT_BEFORE.match(entry):
        return entry[doubt.end() :]
    return next((said for said, remark in _parted(entry) if is_remark(remark, of_none=_is_none(said))), entry)


def condition_in(entry: str) -> str:
    """The words behind a number on which it hangs: “if Petra lends us someone”; empty where there are none."""
    said = without(entry)
    found = _CONDITION.search(entry[len(said) :] if said != entry else "")
    return " ".join(found["words"].split()).rstrip(".!)] ") if found else ""


def with_numbers(entry: str) -> tuple[str, str] | None:
    """A number and the words behind it that have numbers of their own, as in “8 - we have to wait 8 weeks for the
    office”; None where it reads otherwise."""
    for said, remark in _parted(entry):
        words = [word for word in _WORDS.findall(folded(remark)) if len(word) > 1]
        odd = [word for word in words if word not in number_words.FILLERS and not _is_measure(word)]
        if re.search(r"\d", said) and re.search(r"\d", remark) and len(odd) > 1:
            return said, remark
    return None


def ignorance_beside(entry: str) -> Ignorance | None:
    """What an entry in the place of a number says is not known, also with a remark before or behind it: “?, Petra
    knows”, “letters instead? No idea”."""
    if said := ignorance_in(entry):
        return said
    if not _says_how_much(entry) and (said := ignorance_begun(entry) or _to_be_asked(entry)):
        return said
    for one, other in _parted(entry):
        for words, remark in ((one, other), (other, one)):
            if (said := ignorance_in(words)) and is_remark(remark):
                return said
    return None


def _says_how_much(entry: str) -> bool:
    """Whether there is more to an entry than that something is not known, who could say, and by when."""
    plain = _PEOPLE.sub(" somebody", _BY_WHEN.sub(" ", folded(entry).replace("’", "'")))
    words = _WORDS.findall(plain)
    return bool(re.search(r"\d", entry)) or any(_tells(word, of_none=True) for word in words)


_BY_WHEN = re.compile(
    r"\b(?:by|until|till|before|on|next|this|in) (?:[^\W\d_]+day|week|month|quarter|year|[^\W\d_]{3,9})s?\b"
)


def _to_be_asked(entry: str) -> Ignorance | None:
    """“Ask Tom by Friday”, “Tom counts until Friday” in the place of a number: not known, and somebody will know."""
    words = " ".join(entry.split())
    return Ignorance.NOT_KNOWN if _ASK.fullmatch(words) or _FINDS_OUT.fullmatch(words) else None


_ASK = re.compile(
    r"ask [^\W\d_]+(?: [^\W\d_]+)?,? (?:by|until|till|before|on|next|this|in|he|she|they)\b.{1,80}", re.IGNORECASE
)


_FINDS_OUT = re.compile(
    r"(?:the )?[^\W\d_]+(?: [^\W\d_]+)? (?:will |is going to |has to |can )?(?:have )?"
    r"(?:counts?|measures?|checks?|asks?|knows?|tells?|looks?|reckons?|estimates?|gets?|brings?|sends?|delivers?"
    r"|(?:finds?|works?) (?:it |them |that )?out)"
    r"(?: (?:it|them|that|us|up)){0,2} (?:by|until|till|before|on|next|this|in|tomorrow|today)\b.{0,60}",
    re.IGNORECASE,
)


def asides_of(entry: str, wanted: int) -> tuple[list[str], list[str]] | None:
    """Several numbers between slashes or semicolons, each as it was typed and without the remark beside it; None where
    they are not so many, or where nothing stands beside one that is not the last.

    `asides_of("80k / 100k, if they agree / 130k", 3)[1]` is `["80k", "100k", "130k"]`.
    """
    parts = [part.strip() for part in _BETWEEN.split(entry.strip())]
    numbers = [without(part) for part in parts]
    beside = [part != number for part, number in zip(parts, numbers, strict=True)]
    return (parts, numbers) if len(parts) == wanted and any(beside[:-1]) else None


_BETWEEN = re.compile(r"\s+/\s*|\s*/\s+|[;|\n\t]|/(?=[$€£~?]?\d)")
"""Between several numbers, and in no remark."""


def says_none_yet(entry: str) -> bool:
    """Whether all that stands in the place of a number is that there is none yet: “no budget yet”."""
    return bool(_NONE_YET.fullmatch(" ".join(entry.casefold().split()).strip(" .!")))


_NONE_YET = re.compile(
    r"(?:we (?:have|'ve got) |there(?:'s| is| are) )?(?:no|not an?) (?P<of>(?:[^\W\d_]+ ){1,2})(?:yet|so far)"
)


def says_none_so_far(entry: str) -> bool:
    """Whether there is none yet of what is counted: “no requests so far”, “never”; not that no number is known yet."""
    words = " ".join(entry.casefold().replace("’", "'").split()).strip(" .!")
    if found := _NONE_YET.fullmatch(words):
        return not _OF_NO_NUMBER.search(found["of"])
    return bool(_NOTHING_YET.fullmatch(words))


_OF_NO_NUMBER = re.compile(
    r"\b(?:data|figures?|numbers?|ideas?|clues?|answers?|counts?|estimates?|measure\w*|budgets?|decisions?|plans?|baselines?"
    r"|goals?|targets?|values?|statistics|stats)\b"
)
_NOTHING_YET = re.compile(
    r"(?:there(?:'s| is| are) )?(?:none|nothing|nobody|no one|zero|0)(?: at all)? (?:yet|so far)"
    r"|never(?: yet| so far| at all)?|not (?:at all|once)"
)


def is_remark(words: str, *, of_none: bool = False) -> bool:
    """Whether words behind a number say nothing of how much it is: no number, scale, time or money, nor that it is
    another. `of_none`: the number is 0."""
    if len(words) > LONGEST:
        return False
    plain = folded(words).replace("’", "'").replace("no one", "nobody")
    if _IS_OPEN.fullmatch(" ".join(plain.split()).rstrip(".!")):
        return True
    plain = " ".join(_PEOPLE.sub(" somebody", _HARMLESS.sub(" ", plain)).split())
    found = _WORDS.findall(plain)
    letters = sum(map(len, _WORDS.findall(words)))
    if not _PLAIN.fullmatch(words) or letters < _LEAST_LETTERS:
        return False
    if ignorance_in(words) not in (None, Ignorance.NOT_MEASURED) and not _IS_DOUBT.fullmatch(plain):
        return False
    if _BEGINS_ANOTHER.match(plain) or _A_MEASURE.fullmatch(plain):
        return False
    if _IS_CONDITION.match(plain):
        return True
    return not _denies(plain) and not any(_tells(word, of_none=of_none) for word in found)


def _parted(entry: str) -> Iterator[tuple[str, str]]:
    """What may be a number and the remark behind it, the longest remark first; no number is as long as a remark."""
    text = entry.strip()
    for found in _APART.finditer(text, 0, LONGEST):
        said, remark = text[: found.start()].strip(), text[found.end() :].strip()
        if bracket := found["bracket"]:
            remark = remark.rstrip(" .!")
            if not remark.endswith(_CLOSED[bracket]):
                continue
            remark = remark[:-1]
        if said and remark:
            yield said, remark


def _is_none(said: str) -> bool:
    return bool(re.match(r"\W*(?:0(?![.,]?\d)|no\b|none\b|nothing\b|nobody\b|nil\b|zero\b|free\b)", said.casefold()))


def _denies(words: str) -> bool:
    """“Or maybe not”, “no”; but neither “not signed yet” nor “no contract yet”."""
    denied = _NOT.search(words)
    return bool(_NO.search(words) or (denied and not _NOT_SO.fullmatch(denied["behind"])))


def _tells(word: str, *, of_none: bool) -> bool:
    """Whether a word says how much it is, or that it is another number."""
    whole, word = word, word.partition("'")[0]
    if word in _OF_NONE:
        return not of_none
    telling = (TELLING - {"not", "no", "of"}) | PERCENT | MINUS | WRONG | METRIC_UNITS.keys() | NUMBER_WORDS | _TURNING
    return whole in telling or word in telling or _is_measure(word)


def _is_measure(word: str) -> bool:
    names = (number_words.scales(), number_words.currencies(), number_words.times())
    return word != "second" and any(word in known for known in names)
