"""Takes one person out of a record: what a decision rests on stays, under a pseudonym; what carries nothing is erased.

docs/decisions/0030-a-person-can-be-forgotten.md says which is which. Everybody else's answers stay as they are, but for
the person's id and name where they stand in them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from dialogs.answers.values import Value
from dialogs.answers.written import NOTHING
from dialogs.record.leavers import Leaver
from dialogs.record.parts import Answer, Entry, Note, Person, Standing
from dialogs.record.record import Record

ERASED = "(erased)"
_STRUCTURE = frozenset({"tz", "locale", "team_id", "channel", "catalog_digest", "ts", "digest", "key"})
"""Fields in which a name that happens to stand there is none."""

R = TypeVar("R", bound=Record)


def without(record: R, leaver: Leaver) -> R:
    """The record without a person; the one passed in is not changed. What Slack shows of it is then to be edited."""
    cleared = record.model_copy(deep=True)
    takes_part = leaver.id in record.people or leaver.id in record.everyone()
    erase_what_carries_nothing(cleared, leaver.id)
    cleared.people.pop(leaver.id, None)
    others = [person.name for person in cleared.people.values()]
    names = leaver.names if takes_part else tuple(name for name in leaver.names if is_unmistakable(name))
    document = renamed(cleared.model_dump(mode="json"), leaver._replace(names=names), others, parts=takes_part)
    kept = type(record).model_validate(document)
    if takes_part:
        kept.people[leaver.alias] = Person(id=leaver.alias, name=leaver.name, standing=Standing.GONE, in_channel=False)
    kept.seq, kept.shown_seq = kept.seq + 1, -1
    return kept


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
    taken = frozenset(word for name in others for word in (name, *name.split()))
    return _Renaming(leaver, taken, parts).of(document)


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of some names as whole words, the longest first; None where there are none."""
    longest_first = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
    found = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<!\w)@?(?:{found})(?!\w)") if found else None


def names_in_full(leaver: Leaver, others: Iterable[str]) -> set[str]:
    """All that somebody may be called: their names and the parts of them, but for what others are called, too."""
    taken = {word for name in others for word in (name, *name.split())}
    parts = {part for name in leaver.names for part in name.split() if len(part) > 2}
    return {name for name in {*leaver.names, *parts} if name not in taken}


def id_pattern(person: str) -> re.Pattern[str]:
    """What finds an id that is not a part of another."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(person)}(?![A-Za-z0-9])")


class _Renaming:
    def __init__(self, leaver: Leaver, taken: frozenset[str], with_parts: bool) -> None:
        self._leaver = leaver
        names = names_in_full(leaver, taken) if with_parts else {name for name in leaver.names if name not in taken}
        self._anywhere = pattern_of(name for name in names if name[:1].isupper())
        self._in_sentences = pattern_of(names)
        self._id = id_pattern(leaver.id)

    def of(self, part: Any, field: str = "") -> Any:
        if isinstance(part, dict):
            return {self._key(key): self.of(value, key) for key, value in part.items()}
        if isinstance(part, list):
            return [self.of(each, field) for each in part]
        return self._text(part, field) if isinstance(part, str) else part

    def _key(self, key: str) -> str:
        return self._text(key, "") if " " in key else self._id.sub(self._leaver.alias, key)

    def _text(self, text: str, field: str) -> str:
        text = self._id.sub(self._leaver.alias, text)
        names = None if field in _STRUCTURE else self._in_sentences if " " in text else self._anywhere
        return names.sub(self._leaver.name, text) if names else text


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


def _others(notes: Sequence[Note], person: str) -> list[Note]:
    return [note for note in notes if note.by != person]
