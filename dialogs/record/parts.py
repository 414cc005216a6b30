"""What a scoping's record is made of. Facts only: what is asked next is derived from them, in dialogs/flow/."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict

from dialogs.answers.evidence import Grade
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import Value
from dialogs.answers.written import Written
from dialogs.catalog import Level


class Part(BaseModel):
    """A part of the record; unknown keys are refused, so that a typo cannot lose an answer."""

    model_config = ConfigDict(extra="forbid")


class Standing(StrEnum):
    """Who somebody is to the workspace, as Slack last said. Only a MEMBER may act."""

    UNCHECKED = "unchecked"
    MEMBER = "member"
    GUEST = "guest"
    STRANGER = "stranger"
    BOT = "bot"
    GONE = "gone"


class Person(Part):
    """Somebody named in the scoping. `in_channel` is None until it was looked up."""

    id: str
    name: str = ""
    tz: str = "UTC"
    locale: str = ""
    standing: Standing = Standing.UNCHECKED
    in_channel: bool | None = None


class Unknown(Part):
    """What is not known of one input, said by `by`: an answer, with its day where somebody will know by one.

    `due` is set when that day has come; `owner` finds it out (whoever said so, unless it was handed on).
    """

    kind: Ignorance
    by: str
    at: AwareDatetime
    until: date | None = None
    owner: str = ""
    reason: str = ""
    due: bool = False


class Answer(Part):
    """One version of an answer. `skipped` is the reason why the question does not apply; `kept` was carried over.

    `unknowns` stand beside the values, by field, and how those were `written` where they don't show it. `amends`: the
    bot asked for it, or it only follows what was corrected elsewhere, so nothing that rests on it has moved.
    """

    values: dict[str, Value]
    unknowns: dict[str, Unknown] = {}
    written: dict[str, Written] = {}
    amends: bool = False
    author: str
    at: AwareDatetime
    seq: int
    skipped: str | None = None
    kept: bool = False
    reply_ts: str | None = None
    reply_gone: bool = False
    reply_edited: bool = False
    corrected_grade: Grade | None = None


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    SENT_BACK = "sent_back"


class Judgement(Part):
    """What the director said of one version of an answer."""

    verdict: Verdict
    by: str
    at: AwareDatetime
    seq: int
    of_answer: int
    reason: str = ""


class AskedBack(Part):
    """A follow-up that was asked. Its outcome: None (waiting), answered, waived (with a reason), or left as it is.

    `by` waived or left it. How an objection was met is one, too, its rule `objection:` and its name: answered, waived,
    or `misses` (the point); so is a contradiction that was explained (`clash:`).
    """

    rule: str
    kind: str
    seq: int
    outcome: str | None = None
    reason: str = ""
    by: str = ""


OBJECTION = "objection:"
"""What the rule of an objection begins with, where it is kept among what was asked back how it was met."""


class Entry(Part):
    """All that was said to one question, every version of it."""

    answers: list[Answer] = []
    confirmed: int = 0
    judgements: list[Judgement] = []
    asked_back: list[AskedBack] = []

    @property
    def answer(self) -> Answer | None:
        return self.answers[-1] if self.answers else None

    @property
    def judgement(self) -> Judgement | None:
        return self.judgements[-1] if self.judgements else None

    @property
    def waiting_followup(self) -> AskedBack | None:
        return next((asked for asked in self.asked_back if asked.kind == "substance" and not asked.outcome), None)

    @property
    def changed(self) -> int:
        """When the answer last changed, in the scoping's own count."""
        return self.answers[-1].seq if self.answers else 0

    def stood(self, at: int) -> Answer | None:
        """The version that stood at a time of that count; None where there was none yet."""
        return next((answer for answer in reversed(self.answers) if answer.seq <= at), None)


NOTHING_SAID = Entry.model_construct(answers=(), confirmed=0, judgements=(), asked_back=())  # type: ignore[arg-type]
"""In the place of an entry where nobody has said anything: to be read alone, so nothing can be added to it."""


class Call(Part):
    """A turn: `to` were asked something at `at`, for the reason `kind` (and `trigger`). Each is one new message."""

    n: int
    kind: str
    trigger: str
    to: list[str]
    at: AwareDatetime
    by: str | None = None
    done_at: AwareDatetime | None = None


class Reply(Part):
    """Somebody's last words in the thread while a question of theirs was open. A pointer: the words stay in Slack."""

    ts: str
    author: str


class Item(Part):
    """What has happened to one thing somebody owes: who owes it, the calls so far, when it is due and reminded."""

    owner: str | None = None
    handed_by: str | None = None
    calls: list[Call] = []
    due_at: AwareDatetime | None = None
    remind_at: AwareDatetime | None = None
    unknown_until: date | None = None
    unknown_by: str | None = None
    reply: Reply | None = None

    @property
    def open_call(self) -> Call | None:
        return self.calls[-1] if self.calls and not self.calls[-1].done_at else None

    @property
    def called(self) -> list[str]:
        """Who is called now."""
        return self.open_call.to if self.open_call else []


class WorkingTime(Part):
    """Working days (0 is Monday) and hours; the hours are each person's own."""

    days: list[int] = [0, 1, 2, 3, 4]
    start: int = 9
    end: int = 17


class Note(Part):
    """A free word by somebody: a detail that practice added (S4.close.1), or why an ended
    scoping was reopened, then `about` how it had ended."""

    text: str
    by: str
    at: AwareDatetime
    about: str = ""


class Disagreement(Note):
    """That somebody sees a verdict differently, and why; the verdict it is `about`, as it was then.

    `outcome` and `level` are the verdict's own names for it; blank in a record from before they were kept.
    """

    outcome: str = ""
    level: int | None = None


GIVEN_UP = frozenset({"cancelled", "not_yet"})
"""The endings that decide nothing: taking it up again needs no reason."""


class Reopening(Note):
    """Who opened again what had been decided, and why; `about` is the outcome, `ended` when it was decided."""

    ended: AwareDatetime | None = None


class Condition(Part):
    """What must still happen for a yes to hold: what, about which question, who, and by when.

    `objection` names the one it answers; `proves`: it is what a proof of concept has to show first. `assumes` is what
    an input of a decision is taken for until it is known (`path`, value). `remind_at` is when its owner is rung next,
    `director_at` when the director is, once. `closed` says who closed it and when; `met` whether it came out as hoped.
    """

    id: str
    about: str
    text: str
    owner: str
    due: date
    by: str
    at: AwareDatetime
    objection: str = ""
    proves: bool = False
    assumes: tuple[str, str] | None = None
    remind_at: AwareDatetime | None = None
    director_at: AwareDatetime | None = None
    closed: Note | None = None
    met: bool = False


class Lapsed(Part):
    """A promise that went with the objection it was made to, and when: that holds no more, or what was said to it.

    `seq` is the record's count then. Where all is as it was before, it comes back.
    """

    condition: Condition
    seq: int
    at: AwareDatetime


class Raised(Part):
    """An objection that was put to somebody: its name, the question it was about, how it was worded then."""

    name: str
    question: str
    level: Level
    ask: str
    seq: int
    at: AwareDatetime


class Pulse(Part):
    """The readiness pulse: sums of anonymous taps, never whose, when, or in which order.

    `scores` counts, for each element of ADKAR, how often 1 to 5 was given; `barriers` how often it was a person's
    barrier point. Both are empty before the close: the sums of the open round, which `round` names, are kept apart, so
    that no earlier version of a record has them. `again` says how often it was begun anew. `closed` says who closed it
    and when, and `about` what it was: taps or a talk (`TAPS`, `TALK`).
    """

    round: str = ""
    again: int = 0
    answers: int = 0
    scores: dict[str, list[int]] = {}
    barriers: dict[str, int] = {}
    closed: Note | None = None


class Ending(Part):
    outcome: str
    by: str
    at: AwareDatetime
    reason: str = ""
    stage: str = ""


class Ring(Part):
    """One reminder to one person: claimed before it is sent, so that it is never sent twice."""

    key: str
    day: date
    items: list[str]
    claimed_at: AwareDatetime
    ts: str | None = None


class Shown(Part):
    """A message Slack has: its timestamp and a digest of what it shows."""

    ts: str
    digest: str


class Source(StrEnum):
    """What a record was restored from: an earlier version beside a damaged file, or a backup."""

    EARLIER = "earlier"
    BACKUP = "backup"


class Restored(Part):
    """The record went back to how it was `saved_at`; the thread may show more than it knows.

    `looked`: the thread was read since, and `lost` is what it showed of answers that are not in the record: `about`
    is the message, `text` what stood there. `unsaid`: somebody was forgotten since, so the words are not taken in.
    `seq` is the record's count from then on, far above any that a window opened before may carry.
    """

    source: Source
    saved_at: AwareDatetime
    at: AwareDatetime
    looked: bool = False
    lost: list[Note] = []
    unsaid: bool = False
    seq: int = 0


class Leaving(Part):
    """The director was told, `at`, that the record will be removed on a day, because it has been kept long enough."""

    day: date
    at: AwareDatetime


TAPS, TALK = "taps", "talk"
"""What a round is: anonymous taps, or, in a team too small to hide in, a talk of which nothing is kept."""
