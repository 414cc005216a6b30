"""Takes one person out of a record: what a decision rests on stays, under a pseudonym; what carries nothing is erased.

docs/decisions/0030-a-person-can-be-forgotten.md says which is which. Everybody else's answers stay as they are, but for
the person's id and name where they stand in them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from dialogs.answers.values import Value
from dialogs.answers.written import NOTHING
from dialogs.record.leavers import Leaver
from dialogs.record.parts import Answer, Entry, Note, Person, Standing
from dialogs.record.record import Record

ERASED = "(erased)"
_STRUCTURE = frozenset({"tz", "locale", "team_id", "channel", "catalog_digest", "ts", "digest", "key"})
"""Fields in which a name that happens to stand there is none."""

PARTING = r"(?:\s+|[._-])"
"""What may stand between the words of a full name."""

R = TypeVar("R", bound=Record)
_Said = TypeVar("_Said", bound=Note)


def without(record: R, leaver: Leaver) -> R:
    """The record without a person; the one passed in is not changed. What Slack shows of it is then to be edited."""
    takes_part = _takes_part(record, leaver)
    kept = type(record).model_validate(_taken_out(record, leaver)[0])
    if takes_part:
        kept.people[leaver.alias] = Person(id=leaver.alias, name=leaver.name, standing=Standing.GONE, in_channel=False)
    kept.seq, kept.shown_seq = kept.seq + 1, -1
    return kept


def places(record: Record, leaver: Leaver) -> Counter[str]:
    """How often the pseudonym would stand for what, in the words that are left; nothing is changed."""
    return _taken_out(record, leaver)[1]


def _taken_out(record: Record, leaver: Leaver) -> tuple[Any, Counter[str]]:
    cleared, takes_part = record.model_copy(deep=True), _takes_part(record, leaver)
    erase_what_carries_nothing(cleared, leaver.id)
    cleared.people.pop(leaver.id, None)
    others = [person.name for person in cleared.people.values()]
    names = leaver.names if takes_part else tuple(name for name in leaver.names if is_unmistakable(name))
    document = cleared.model_dump(mode="json")
    renaming = _Renaming(leaver._replace(names=names), others, document, parts=takes_part)
    return renaming.of(document), renaming.places


def _takes_part(record: Record, leaver: Leaver) -> bool:
    return leaver.id in record.people or leaver.id in record.everyone()


def is_unmistakable(name: str) -> bool:
    """Whether a name can hardly be another's: a full name, or a handle; not “Ana”, nor a word of the language."""
    return " " in name.strip() or re.search(r"[._0-9-]", name) is not None


def erase_what_carries_nothing(record: Record, person: str) -> None:
    """What somebody said that nothing rests on. What they answered last, decided or promised stays."""
    for entry in record.entries.values():
        _erase_earlier(entry, person)
    record.objections = _others(record.objections, person)
    record.details = _others(record.details, person)
    for item in record.items.values():
        if item.reply and item.reply.author == person:
            item.reply = None
    record.rings.pop(person, None)
    record.shown = {key: shown for key, shown in record.shown.items() if person not in key.split(":")}
    record.deliveries = {key: at for key, at in record.deliveries.items() if person not in key.split(":")}
    for back in record.restored:
        back.lost = []


def renamed(document: Any, leaver: Leaver, others: Iterable[str] = (), *, parts: bool = True) -> Any:
    """A record, as JSON, in which the pseudonym stands for the id and for every name.

    With `parts` the parts of a name count as well, unless one of the `others` is called so, too.
    """
    return _Renaming(leaver, others, document, parts=parts).of(document)


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of some names as whole words, the longest first; None where there are none.

    A name that can hardly be another's is found in any case, whatever parts its words (an address has a dot there), and
    in whichever way its accents are spelled; any other only as it is written.
    """
    written = {form for name in names if len(name) > 1 for form in _spelled(name)}
    found = "|".join(map(_as_pattern, sorted(written, key=lambda name: (-len(name), name))))
    return re.compile(rf"(?<!\w)@?(?:{found})(?!\w)") if found else None


def _spelled(name: str) -> Iterator[str]:
    yield from (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))


def _as_pattern(name: str) -> str:
    words = PARTING.join(map(re.escape, name.split()))
    return f"(?i:{words})" if is_unmistakable(name) else words


def names_in_full(leaver: Leaver, others: Iterable[str]) -> set[str]:
    """All that somebody may be called: their names and the parts of them, but for what others are called, too."""
    taken = {word for name in others for word in (name, *name.split())}
    parts = {part for name in leaver.names for part in name.split() if len(part) > 2}
    return {name for name in {*leaver.names, *parts} if name not in taken}


def id_pattern(person: str) -> re.Pattern[str]:
    """What finds an id that is not a part of another."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(person)}(?![A-Za-z0-9])")


class _Renaming:
    """One record gone through; `places` counts what was replaced in it."""

    def __init__(self, leaver: Leaver, others: Iterable[str], document: Any, *, parts: bool) -> None:
        taken = frozenset(word for name in others for word in (name, *name.split()))
        names = names_in_full(leaver, taken) if parts else {name for name in leaver.names if name not in taken}
        built_of = frozenset(_keys(document))
        self._leaver = leaver
        self._anywhere = pattern_of(name for name in names if _is_said(name) and name not in built_of)
        self._in_sentences = pattern_of(names)
        self._id = id_pattern(leaver.id)
        self.places: Counter[str] = Counter()

    def of(self, part: Any, field: str = "") -> Any:
        if isinstance(part, dict):
            return {self._key(key): self.of(value, key) for key, value in part.items()}
        if isinstance(part, list):
            return [self.of(each, field) for each in part]
        return self._text(part, field) if isinstance(part, str) else part

    def _key(self, key: str) -> str:
        return self._text(key, "") if " " in key else self._put(self._id, self._leaver.alias, key)

    def _text(self, text: str, field: str) -> str:
        text = self._put(self._id, self._leaver.alias, text)
        names = None if field in _STRUCTURE else self._in_sentences if " " in text else self._anywhere
        return self._put(names, self._leaver.name, text) if names else text

    def _put(self, pattern: re.Pattern[str], instead: str, text: str) -> str:
        self.places.update(pattern.findall(text))
        return pattern.sub(instead, text)


def _is_said(name: str) -> bool:
    """Whether a name that stands alone is one: what we keep of a choice, or of a day, is written small."""
    return name[:1].isupper() or is_unmistakable(name)


def _keys(document: Any) -> Iterator[str]:
    """What a record is built of: the names of its questions and of its fields."""
    if isinstance(document, dict):
        yield from document
    inside = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    for part in inside:
        yield from _keys(part)


def _erase_earlier(entry: Entry, person: str) -> None:
    """The last answer stays; of earlier ones what is the same in it, and that there was one."""
    for answer in entry.answers:
        if answer.author == person:
            answer.reply_ts, answer.reply_gone, answer.reply_edited = None, False, False
            if answer is not entry.answers[-1]:
                _erase(answer, entry.answers[-1].values)
    for judgement in entry.judgements[:-1]:
        if judgement.by == person and judgement.reason:
            judgement.reason = ERASED


def _erase(answer: Answer, now: Mapping[str, Value]) -> None:
    answer.values = {key: value if value == now.get(key) else _erased(value) for key, value in answer.values.items()}
    answer.written = {key: written for key, written in answer.written.items() if written == NOTHING}
    answer.skipped = ERASED if answer.skipped else answer.skipped
    for unknown in answer.unknowns.values():
        unknown.reason = ERASED if unknown.reason else ""


def _erased(value: Value) -> Value:
    """Words go, figures and what was chosen from a list of ours stay."""
    if isinstance(value, str):
        return value if re.fullmatch(r"[a-z0-9_.:-]*", value) else ERASED
    if isinstance(value, list) and any(isinstance(each, str) and " " in each for each in value):
        return [ERASED]
    return value


def _others(notes: Sequence[_Said], person: str) -> list[_Said]:
    return [note for note in notes if note.by != person]
