"""The messages of forms: several questions in one modal, and the verdict or the answers they turn into."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import Block, OverflowMenuElement

from bot.screens.blocks.message import Message, message
from bot.screens.blocks.parts import actions, button, menu, small
from bot.screens.messages.asked import SHOWN, Asked, answer_row, handed_by, judged, mark, playback, rests
from bot.screens.messages.heard import heard, not_meant
from bot.telling import mlops, money, partial, unknown, verdicts
from bot.telling.said import said, value_words
from bot.telling.told import Told
from bot.words.figures import inline, shortened, upper_first
from bot.words.rich_text import Ours
from bot.words.sentences import plain, rich, sentence, spoken
from dialogs.catalog import Question
from dialogs.findings.mlops import is_of_another
from dialogs.flow.standing import SETTLED, State
from dialogs.record import quoting
from dialogs.record.record import Record

NAMED = 5
"""How many answers a verdict names as its ground; more are counted."""

DISSENTS = 4
"""How many who disagree a verdict names; a report has them all."""


def form(asked: Asked) -> Message:
    weighed = verdicts.before(asked.findings, asked.key)
    partly = unknown.partly(asked.findings, asked.questions)
    words = {
        "stage": asked.title,
        "opens": asked.opens,
        "lines": [_line(asked, question, partly) for question in asked.questions],
        "partly": partly,
        "why": asked.questions[0].why,
        "weighed": weighed,
        "link": Ours(weighed.link) if weighed else "",
        "source": Ours(weighed.source) if weighed else "",
        "playback": playback(asked),
        "handed_by": handed_by(asked),
        **asked.whom,
    }
    name = asked.whom["to_name"]
    text = sentence("notify.form", name=name, title=asked.record.title, opens=asked.opens)
    return message(asked.message_key, text, [rich("form", **words), *heard(asked), *answer_row(asked, None)])


def _line(asked: Asked, question: Question, partly: str) -> dict[str, str | bool]:
    """What is asked and, where earlier answers say it, what they say; of a form answered in part, what it says so far.

    An option alone, like EUR, says nothing yet.
    """
    if partly and (so_far := said(asked.record, question)):
        answer = asked.record.entries[question.id].answer
        told = {"label": question.label, "said": shortened(so_far, 160)}
        return {"ask": "", "so_far": "", **told, **mark(answer, question)}
    known = quoting.known(asked.record, question) if asked.state(question) is State.UNANSWERED else {}
    telling = any(not question.field(id).options for id in known)
    so_far = " · ".join(value_words(question.field(id), value) for id, value in known.items()) if telling else ""
    return {"ask": question.ask, "so_far": shortened(so_far, 160), "label": "", "said": "", **mark(None)}


def settled_form(asked: Asked) -> Message:
    if not asked.questions or not all(asked.state(question) in SETTLED for question in asked.questions):
        return rests(asked, None)
    if asked.key in _FORMS_DONE:
        return _FORMS_DONE[asked.key](asked)
    told = verdicts.latest(asked.findings, asked.key)
    return _judged_form(asked, told) if told else _answered_form(asked)


def _decided(asked: Asked) -> Message:
    scoping, decision = asked.record, asked.findings.mlops
    outcome, known = partial.outcome(asked.findings), not decision.missing
    words = {
        "title": asked.title,
        "outcome": outcome,
        "reason": partial.reason(asked.findings),
        "flips": "; ".join(mlops.telling_flips(decision)),
        "rows": " · ".join(mlops.rows(decision)) if known else "",
        "who": _authors(asked),
        "dissents": _dissents(asked),
    }
    first = button("reasoning", "deciding:reasoning", asked.handle)
    live = not scoping.rests
    second = button("disagree", "deciding:disagree", asked.handle) if live else None
    row = actions(first, second, not_meant(asked), _revise_menu(asked))
    text = sentence("notify.settled", title=scoping.title, label=asked.title, said=outcome)
    return message(asked.message_key, text, [rich("verdict_mlops", **words), *_unknowns(asked), *heard(asked), *row])


def _dissents(asked: Asked) -> list[dict[str, object]]:
    """Who disagrees with it, and who disagreed with what it was before, the last ones last."""
    record, decision = asked.record, asked.findings.mlops
    said = [one for one in record.objections if one.about == asked.key][-DISSENTS:]
    return [
        {
            "name": record.name(one.by),
            "text": one.text,
            "was": spoken(mlops.noun(one.outcome, one.level)) if is_of_another(decision, one) else "",
        }
        for one in said
    ]


def _case_made(asked: Asked) -> Message:
    if not asked.findings.case_is_made:
        return _not_reckoned(asked)
    words = money.case_words(asked.findings)
    row = actions(button("reasoning", "deciding:reasoning", asked.handle), not_meant(asked), _revise_menu(asked))
    case = rich("verdict_case", label=asked.title, who=_authors(asked), **words)
    blocks = [case, *_unknowns(asked), *heard(asked), *row]
    said = plain("notice", text=words["headline"])
    text = sentence("notify.settled", title=asked.record.title, label=asked.title, said=said)
    return message(asked.message_key, text, blocks)


def _not_reckoned(asked: Asked) -> Message:
    """The case while a figure of it is not known: why there is no sum, and the answers."""
    verdict = upper_first(partial.not_reckoned(asked.findings)) or sentence("hangs.no_case")
    head = rich("verdict", label=asked.title, verdict=verdict, lines=[], changes=[], link="")
    text = sentence("notify.settled", title=asked.record.title, label=asked.title, said=verdict)
    return message(
        asked.message_key,
        text,
        [head, *_lines(asked, SHOWN), *heard(asked), *actions(not_meant(asked), _revise_menu(asked))],
    )


def _judged_form(asked: Asked, told: Told) -> Message:
    """The verdict a form's answers came to, what it rests on, and by whose rule."""
    scoping = asked.record
    words = {"label": asked.title, "verdict": told.verdict, "lines": told.lines, "changes": told.telling}
    head = rich("verdict", link=Ours(told.link), **words)
    below = _lines(asked) if told.answers else _unknowns(asked)
    reasoning = button("reasoning", "deciding:reasoning", asked.handle) if told.rule else None
    row = actions(reasoning, not_meant(asked), _revise_menu(asked))
    text = sentence("notify.settled", title=scoping.title, label=asked.title, said=told.verdict)
    return message(asked.message_key, text, [head, *below, *heard(asked), small(_ground(asked, told)), *row])


def _ground(asked: Asked, told: Told) -> str:
    """Small print: the answers a verdict rests on, whose rule it is, who gave them, and what the director said."""
    labels = [inline(asked.record.catalog.questions[id].label) for id in told.rests_on]
    rests = sentence("verdict.rests_on", labels=list(dict.fromkeys(labels)), most=NAMED) if labels else ""
    waits = (question for question in asked.questions if asked.state(question) is not State.ACCEPTED)
    judgement = "" if told.answers else judged(asked, next(waits, asked.questions[-1]))
    return " · ".join(filter(None, (_authors(asked), judgement, rests, told.rule)))


def _answered_form(asked: Asked) -> Message:
    text = sentence(
        "notify.settled",
        title=asked.record.title,
        label=asked.title,
        said=said(asked.record, asked.questions[0]),
    )
    return message(
        asked.message_key, text, [*_lines(asked), *heard(asked), *actions(not_meant(asked), _revise_menu(asked))]
    )


def _lines(asked: Asked, most: int = 160) -> list[Block]:
    """An answer a line, each up to so many characters."""
    return [_settled_line(asked, question, most) for question in asked.questions]


def _settled_line(asked: Asked, question: Question, most: int) -> Block:
    entry = asked.record.entries[question.id]
    assert entry.answer is not None
    return rich(
        "settled",
        label=question.label,
        said=shortened(said(asked.record, question), most),
        **mark(entry.answer, question),
        who=_whose(asked.record, question.id),
        chosen="",
        grade="",
        versions=1,
        judged=judged(asked, question),
        reply_gone=entry.answer.reply_gone,
        reply_edited=False,
        waived="",
    )


def _whose(record: Record, question: str) -> str:
    """Whose words an answer has; and who kept them at the second exam, where that was somebody else."""
    name, keeper = record.name(quoting.speaker(record, question)), quoting.keeper(record, question)
    return sentence("told.kept_by", name=name, by=record.name(keeper)) if keeper else name


def _unknowns(asked: Asked) -> list[Block]:
    """What is not known of the answers a verdict stands for, a line each."""
    record, alone = asked.record, len(asked.questions) == 1
    lines = [
        {
            "name": unknown.name_within(record, unknown.Open(question, field), alone=alone),
            "words": unknown.unknown_words(record, said),
        }
        for question in asked.questions
        for field in question.fields
        if (said := record.unknown(f"{question.id}.{field.id}"))
    ]
    return [rich("unknowns", lines=lines)] if lines else []


def _revise_menu(asked: Asked) -> OverflowMenuElement | None:
    live = not asked.record.rests
    return menu("answering", ["revise"] if live else [], asked.handle)


def _authors(asked: Asked) -> str:
    entry = asked.record.entries[asked.questions[0].id]
    return asked.record.name(entry.answer.author) if entry.answer else ""


_FORMS_DONE: Mapping[str, Callable[[Asked], Message]] = {"mlops": _decided, "case": _case_made}
