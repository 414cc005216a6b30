"""MLOps or a proof of concept in words: the verdict, its reasons, its rows and what would change it."""

from slack_sdk.models.blocks import Block

from bot.telling.said import value_words
from bot.words.figures import labelled
from bot.words.rich_text import Ours
from bot.words.sentences import rich, sentence
from dialogs.findings import Findings
from dialogs.verdicts.mlops import GOOGLE, Decision, Flip, Outcome, SizeTest


def outcome(decision: Decision) -> str:
    """The verdict as a noun: “MLOps, level 1”."""
    return sentence(f"outcome.{decision.outcome}", level=decision.level)


def reason(decision: Decision) -> str:
    """Why, in numbers: every row that applied."""
    given = decision.inputs
    values = {
        "requests": given.requests or 0,
        "hours": round(given.hours_by_hand),
        "staff": round((given.staff or 0) / 60, 1),
    }
    rows = sorted(decision.rows, key=lambda row: row != "large")
    return " ".join(sentence(f"reason.{_sized(row, decision)}", large=given.large_from, **values) for row in rows)


def rows(decision: Decision) -> list[str]:
    """The rows of the table that decided it, with their sources."""
    capacity = decision.inputs.size_test is SizeTest.CAPACITY
    return [sentence(f"row.{row}", capacity=capacity, large=decision.inputs.large_from) for row in decision.rows]


def flips(decision: Decision) -> list[str]:
    """What would change it, one input at a time."""
    return [_flip(decision, flip) for flip in decision.flips]


def telling_flips(decision: Decision) -> list[str]:
    """The two that say most: numbers first, then choices; a change that only contradicts itself says little."""
    ranked = sorted(
        decision.flips, key=lambda flip: (flip.outcome is Outcome.CONTRADICTION, isinstance(flip.value, str))
    )
    return [_flip(decision, flip) for flip in ranked[:2]]


def clashes(decision: Decision) -> list[str]:
    """What a one-off cannot be at the same time, quoted."""
    return [sentence(f"clash.{row}", requests=decision.inputs.requests or 0) for row in decision.rows]


def reasoning(findings: Findings) -> list[Block]:
    """The whole reasoning, for a modal."""
    record = findings.record
    decision = findings.mlops
    question = record.catalog.questions["mlops.1"]
    entry = record.entries["mlops.1"]
    values = entry.answer.values if entry.answer else {}
    inputs = [
        labelled(field.label, value_words(field, values[field.id])) for field in question.fields if field.id in values
    ]
    return [
        rich(
            "reasoning",
            outcome=outcome(decision)[:1].upper() + outcome(decision)[1:],
            reason=reason(decision),
            inputs=inputs,
            rows=rows(decision),
            flips=flips(decision),
            google=Ours(GOOGLE),
        )
    ]


def _sized(row: str, decision: Decision) -> str:
    return f"large_{decision.inputs.size_test}" if row == "large" else row


def _flip(decision: Decision, flip: Flip) -> str:
    leads_to = sentence(f"outcome.{flip.outcome}", level=flip.level)
    if flip.input in ("requests", "staff"):
        up = flip.value > (getattr(decision.inputs, flip.input) or 0)
        return sentence(
            f"flip.{flip.input}_{'up' if up else 'down'}", value=flip.value, least=flip.least, outcome=leads_to
        )
    return sentence(f"flip.{flip.input}_{flip.value}", outcome=leads_to)
