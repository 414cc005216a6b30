"""The messages of forms: several questions in one modal, and the verdict or the answers they turn into."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import Block

from bot.screens import verdicts
from bot.screens.asked import Asked, answer_row, handed_by, judged, rests
from bot.screens.message import Message, message
from bot.screens.parts import actions, button, menu
from bot.screens.said import said
from bot.words import plain, rich, sentence, shortened
from dialogs.progress import SETTLED


def form(asked: Asked) -> Message:
    words = {
        "stage": asked.stage.title,
        "opens": asked.stage.opens,
        "lines": [question.ask for question in asked.questions],
        "why": asked.questions[0].why,
        "verdict": _verdict_before(asked),
        "handed_by": handed_by(asked),
        **asked.whom,
    }
    name = asked.whom["to_name"]
    text = sentence("notify.form", name=name, title=asked.scoping.title, opens=asked.stage.opens)
    return message(asked.message_key, text, [rich("form", **words), *answer_row(asked, None)])


def _verdict_before(asked: Asked) -> str:
    """A form that follows the decision begins with it: verdicts are edits, and edits notify nobody."""
    if asked.stage.stage not in ("case", "poc", "monitoring"):
        return ""
    decision = asked.scoping.decision
    return f"{verdicts.outcome(decision)[:1].upper()}{verdicts.outcome(decision)[1:]}. {verdicts.reason(decision)}"


def settled_form(asked: Asked) -> Message:
    if not all(asked.state(question) in SETTLED for question in asked.questions):
        return rests(asked, None)
    return _FORMS_DONE.get(asked.stage.stage, _answered_form)(asked)


def _decided(asked: Asked) -> Message:
    scoping, decision = asked.scoping, asked.scoping.decision
    words = {
        "title": asked.stage.title,
        "outcome": verdicts.outcome(decision),
        "reason": verdicts.reason(decision),
        "flips": "; ".join(verdicts.telling_flips(decision)),
        "rows": " · ".join(verdicts.rows(decision)),
        "who": _authors(asked),
    }
    first = button("reasoning", "deciding:reasoning", asked.handle)
    live = not scoping.ending and not scoping.parked
    second = button("disagree", "deciding:disagree", asked.handle) if live else None
    row = actions(first, second, menu("answering", ["revise"] if live else [], asked.handle))
    text = sentence("notify.settled", title=scoping.title, label=asked.stage.title, said=verdicts.outcome(decision))
    return message(asked.message_key, text, [rich("verdict_mlops", **words), *row])


def _case_made(asked: Asked) -> Message:
    words = verdicts.case_words(asked.scoping)
    blocks = [rich("verdict_case", label=asked.stage.title, who=_authors(asked), **words), *_revise_row(asked)]
    text = sentence(
        "notify.settled",
        title=asked.scoping.title,
        label=asked.stage.title,
        said=plain("notice", text=words["headline"]),
    )
    return message(asked.message_key, text, blocks)


def _answered_form(asked: Asked) -> Message:
    lines: list[Block] = []
    for question in asked.questions:
        entry = asked.scoping.entries[question.id]
        assert entry.answer is not None
        lines.append(
            rich(
                "settled",
                label=question.label,
                said=shortened(said(asked.scoping, question), 160),
                skipped=bool(entry.answer.skipped),
                who=asked.scoping.name(entry.answer.author),
                grade="",
                versions=1,
                judged=judged(asked, question),
                reply_gone=entry.answer.reply_gone,
                reply_edited=False,
                waived="",
            )
        )
    text = sentence(
        "notify.settled",
        title=asked.scoping.title,
        label=asked.stage.title,
        said=said(asked.scoping, asked.questions[0]),
    )
    return message(asked.message_key, text, [*lines, *_revise_row(asked)])


def _revise_row(asked: Asked) -> list[Block]:
    live = not asked.scoping.ending and not asked.scoping.parked
    return actions(menu("answering", ["revise"] if live else [], asked.handle))


def _authors(asked: Asked) -> str:
    entry = asked.scoping.entries[asked.questions[0].id]
    return asked.scoping.name(entry.answer.author) if entry.answer else ""


_FORMS_DONE: Mapping[str, Callable[[Asked], Message]] = {"mlops": _decided, "case": _case_made}
