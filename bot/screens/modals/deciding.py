"""The director's modals: examine a stage, go on as if, not yet, return an answer of the report."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from slack_sdk.models.blocks import Block, HeaderBlock
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import checks_input, choice_input, date_input, grouped_input, person_input, text_input
from bot.screens.blocks.parts import label, small
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.telling import partial, to_find_out, unknown
from bot.telling.objections import put_to
from bot.telling.premortem import waiting
from bot.telling.said import grade_words, is_quoted, rows_said, said, spoken_of_the_known
from bot.words.figures import day
from bot.words.sentences import rich, sentence
from dialogs.answers.text import both_ends
from dialogs.catalog import Kind, Question
from dialogs.findings import Findings
from dialogs.findings.mlops import QUESTION
from dialogs.findings.objections import Found
from dialogs.flow import objecting, promises, standing, tasks
from dialogs.flow.promises import Promise
from dialogs.flow.standing import SETTLED
from dialogs.flow.tasks import EXAMINE
from dialogs.record import quoting
from dialogs.record.parts import OBJECTION, Answer, AskedBack
from dialogs.record.record import Record
from dialogs.report import quotes

ALL = "all"
VERDICT, REASON, OWNER, DAY = "verdict.", "reason.", "owner.", "day."
PROVIDED = "provided."
MORE = "more"
TAKEN = "taken"
MOST_BLOCKS = 100
HEADING = 150


def examine(findings: Findings, handle: Handle, now: datetime) -> View:
    """Each answer beside its question, by form, with its evidence and what was asked back; one choice accepts them all.

    What is more than Slack's hundred blocks is shown when these are sent in.
    """
    record = findings.record
    waiting = [record.catalog.questions[id] for id in tasks.to_examine(findings, handle.item.removeprefix(EXAMINE))]
    unknown = promises.by_question(findings)
    parts = [
        (_heading(record, question), _examined(findings, question, question.id in unknown, now)) for question in waiting
    ]
    fitting = list(_fitting(parts))
    key = "label.accept_all_option" if len(fitting) == len(waiting) else "label.accept_these_option"
    option = {ALL: sentence(key, count=len(fitting))}
    first = checks_input(ALL, sentence("label.accept_all"), option, [], optional=True)
    on_condition = sum(question.id in unknown for question in waiting[: len(fitting)])
    told = [small(sentence("label.accept_all_unknown", count=on_condition))] if on_condition else []
    blocks: list[Block] = [first, *told, *(block for part in fitting for block in part)]
    return modal("deciding.examine", sentence("modal.examine"), blocks, handle._replace(extra=str(record.seq)))


def provided(findings: Findings, handle: Handle, conditions: Mapping[str, str], now: datetime, *, more: bool) -> View:
    """Of what is accepted on the director's own words: who sees to it, and by when. None of it is accepted before.

    What fits into one window; `more`: whether other answers wait to be shown after it.
    """
    record = findings.record
    blocks: list[Block] = [rich("notice", text=sentence("label.provided", count=len(conditions)))]
    for question, text in conditions.items():
        usual = promises.on_condition(findings, question, text, now)
        name = sentence("label.provided_of", label=record.label(question))
        blocks.append(text_input(PROVIDED + question, name, value=text))
        blocks += promised(record, question, usual, "label.condition_who")
    extra = f"{record.seq},{MORE}" if more else str(record.seq)
    title = sentence("modal.provided")
    return modal("deciding.provided", title, blocks, handle._replace(extra=extra), close="modal.later")


def assume(findings: Findings, handle: Handle, now: datetime) -> View:
    """What an unknown input is taken for, who finds it out, and by when."""
    record, name = findings.record, findings.mlops_hangs
    field = record.catalog.questions[QUESTION].field(name)
    promise = promises.usual(findings, QUESTION, now)
    if field.kind is Kind.CHOICE:
        options = {option: partial.value_taken(record, f"{QUESTION}.{name}", option) for option in field.options}
        taken: Block = choice_input(TAKEN, sentence("label.assume"), options)
    else:
        taken = text_input(TAKEN, sentence("label.assume"), lines=False, hint=field.label)
    blocks = [rich("notice", text=partial.hangs_words(findings)), taken, *promised(record, "", promise)]
    return modal("deciding.assume", sentence("modal.assume"), blocks, handle, submit="modal.assume_submit")


def not_yet(findings: Findings, handle: Handle, now: datetime) -> View:
    """What there is to find out first, each with who, by when and what hangs on it; a word to it may be added."""
    record = findings.record
    told = {one.question: one for one in reversed(to_find_out.to_find_out(findings))}
    unknown = promises.by_question(findings)
    blocks: list[Block] = []
    left: list[str] = []
    for question, one in reversed(told.items()):
        if question not in unknown:
            continue
        promise = Promise(one.owner, one.by) if one.id and one.by else promises.usual(findings, question, now)
        mine = [rich("to_find_out", what=one.what, hangs=one.hangs), *promised(record, question, promise)]
        if len(blocks) + len(mine) <= MOST_BLOCKS - 3:
            blocks += mine
        else:
            left.append(one.what)
    if left:
        blocks.append(rich("and_more", text=sentence("more.as_usual", count=len(left))))
    if labels := standing.missing_labels(findings):
        blocks.append(rich("still_open", labels=labels))
    hint = sentence("label.not_yet_hint")
    blocks.append(text_input("reason", sentence("label.not_yet_reason"), hint=hint, optional=True))
    return modal("deciding.not_yet", sentence("modal.not_yet"), blocks, handle, submit="modal.not_yet_submit")


def settle_objections(findings: Findings, handle: Handle) -> View:
    """What holds the signature, and one reason to let all of it stand."""
    asks = [_with_what_was_said(findings.record, one) for one in objecting.holding(findings)]
    hint = sentence("label.reason_hint")
    blocks: list[Block] = [
        rich("standing", asks=asks),
        text_input("reason", sentence("label.settle_objections", count=len(asks)), hint=hint),
    ]
    title = sentence("modal.settle_objections")
    return modal("deciding.settle_objections", title, blocks, handle, submit="modal.settle_objections")


def _with_what_was_said(record: Record, one: Found) -> str:
    """What is asked, and behind it who met it, and in which words."""
    ask = put_to(record, one)
    if one.excuse is None:
        return ask
    said = waiting(record.name(one.excuse.by), one.excuse.outcome, one.excuse.reason, record.name(record.examiner))
    return f"{ask} {sentence('stands.waits', **said)}"


def give_back(findings: Findings, handle: Handle) -> View:
    """Which answer of the report goes back, under the form it was given in, and why."""
    record = findings.record
    groups: dict[str, dict[str, str]] = {}
    for question in answered(findings):
        groups.setdefault(_heading(record, question), {})[question.id] = _in_menu(record, question)
    blocks: list[Block] = [
        grouped_input("question", sentence("label.what_back"), groups),
        text_input("reason", sentence("label.why_back")),
    ]
    return modal("deciding.give_back", sentence("modal.give_back"), blocks, handle)


def _in_menu(record: Record, question: Question) -> str:
    """A question by its name; what differs between two candidates' stands first, whatever is cut."""
    asked, form = quoting.worded(record, question).label, record.catalog.forms.get(question.form)
    named = record.text(form.names) if form and form.names else ""
    return f"{asked} ({named})" if named else asked


def answered(findings: Findings) -> Iterator[Question]:
    """The answers that stand on the way to the report."""
    record = findings.record
    for stage in record.walked:
        if stage in record.catalog.stages:
            for question in quoting.active_questions(record, record.catalog.stages[stage]):
                if standing.state(findings, question.id) in SETTLED:
                    yield question


def _fitting(parts: Iterable[tuple[str, list[Block]]]) -> Iterator[list[Block]]:
    """As many answers as one window takes, each with its form's name above it where a form begins."""
    used, heading = 2, ""
    for title, blocks in parts:
        head: list[Block] = [HeaderBlock(text=label(both_ends(title, HEADING), HEADING))] if title != heading else []
        used, heading = used + len(head) + len(blocks), title
        if used > MOST_BLOCKS:
            return
        yield [*head, *blocks]


def _heading(record: Record, question: Question) -> str:
    """What a form is called; where each question is asked alone, what it stands under."""
    form = record.catalog.forms.get(question.form)
    return quoting.title(record, form) if form else question.under or record.catalog.stage_of[question.id].title


def _examined(findings: Findings, question: Question, unknown: bool, now: datetime) -> list[Block]:
    record = findings.record
    entry = record.entries[question.id]
    assert entry.answer is not None
    again = question.id.startswith("retake")
    known = spoken_of_the_known(record, question)
    line = rich(
        "examine_line",
        label=question.label,
        ask=quoting.worded(record, question).ask,
        who=record.name(quoting.speaker(record, question.id)),
        grade="" if entry.answer.skipped else grade_words(record, question),
        said=known.words,
        chosen=known.chosen,
        rows=rows_said(record, question),
        **_not_known(record, question, entry.answer),
        asked_back=_asked_back(findings, question),
        unasked=[put_to(record, one) for one in objecting.unasked(findings, question.id)],
        adds=[quotes.word(record, note) for note in record.details if note.about == question.id],
        first=said(record, record.catalog.questions[question.first]) if again else "",
        quoted=is_quoted(record, question.first),
    )
    promise = promised(record, question.id, promises.usual(findings, question.id, now)) if unknown else []
    reason = "label.why_back" if unknown else "label.why_or_if"
    return [
        line,
        choice_input(VERDICT + question.id, sentence("label.verdict"), _verdicts(unknown), optional=True),
        *promise,
        text_input(REASON + question.id, sentence(reason), optional=True),
    ]


def _not_known(record: Record, question: Question, answer: Answer) -> dict[str, object]:
    """What is not known: a line an input; where nothing at all is known and all for one plain reason, that once."""
    plain = {one.kind for one in answer.unknowns.values() if not (one.until or one.reason)}
    alike = len(plain) == 1 and not any(one.until or one.reason for one in answer.unknowns.values())
    if alike and not answer.values:
        return {"state": sentence(f"ignorance.short_{plain.pop()}"), "unknowns": []}
    state = sentence("label.not_applicable") if answer.skipped else ""
    return {"state": state, "unknowns": unknown.unknowns_said(record, question)}


def _verdicts(unknown: bool) -> dict[str, str]:
    """What is not known is accepted on a condition alone."""
    send_back = {"send_back": sentence("label.send_back")}
    if unknown:
        return {"accept": sentence("label.accept_if_known"), **send_back}
    return {"accept": sentence("label.accept"), "accept_if": sentence("label.accept_if"), **send_back}


def promised(record: Record, question: str, promise: Promise, who: str = "label.condition_owner") -> list[Block]:
    """Who finds something out, or sees to it, and by when: filled in, and to be changed."""
    people = {id: record.name(id) for id in record.everyone() if record.takes_part(id) or id == promise.owner}
    return [
        person_input(OWNER + question, sentence(who), people, promise.owner),
        date_input(DAY + question, sentence("label.condition_day"), promise.due.isoformat()),
    ]


def _asked_back(findings: Findings, question: Question) -> str:
    """The follow-ups of an answer, each with what became of it."""
    record = findings.record
    settled = [asked for asked in record.entries[question.id].asked_back if _is_told(findings, question, asked)]
    became = [
        sentence(f"outcome_of.{_kind(asked)}{asked.outcome}", reason=asked.reason) + _promised(record, question, asked)
        for asked in settled
    ]
    asks = [quoting.asked_back(record, question.id, asked) for asked in settled]
    return " ".join(f"{ask} ({outcome})" for ask, outcome in zip(asks, became, strict=True))


def _promised(record: Record, question: Question, asked: AskedBack) -> str:
    """What was promised with an answer to an objection, whose it is and by when."""
    name = asked.rule.removeprefix(OBJECTION)
    made = (one for one in record.open_conditions if one.about == question.id and one.objection == name)
    one = next(made, None) if asked.rule.startswith(OBJECTION) and asked.outcome == "answered" else None
    if one is None:
        return ""
    return sentence("outcome_of.promised", text=one.text.rstrip("."), name=record.name(one.owner), day=day(one.due))


def _is_told(findings: Findings, question: Question, asked: AskedBack) -> bool:
    """What came of a follow-up; of an objection, the last that was said to it, while it holds."""
    if not asked.rule.startswith(OBJECTION):
        return bool(asked.outcome)
    said = {OBJECTION + one.name: one.excuse.seq for one in findings.objecting.about(question.id) if one.excuse}
    return said.get(asked.rule) == asked.seq


def _kind(asked: AskedBack) -> str:
    """What is said of an objection's outcome, to which words belong, is not what is said of a follow-up's."""
    return "objection_" if asked.rule.startswith(OBJECTION) else ""
