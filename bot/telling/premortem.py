"""What would most likely sink it, and how each objection ended, in a report's words: a line each, to be read aloud."""

from bot.telling import said
from bot.telling.unknown import not_known
from bot.words.figures import inline, shortened
from bot.words.templates import sentences
from dialogs.errors import Sentence
from dialogs.report.counsel import Objected, Quote, Threat, Unjudged
from dialogs.report.report import Report


def sunk(threat: Threat) -> Sentence | str:
    """What would be said in a year: “Nobody had tried the simple way first.”"""
    if threat.sunk:
        return threat.sunk
    things = "; ".join(map(inline, threat.inputs or (threat.label,)))
    return Sentence(f"sunk.{threat.kind}", {"text": threat.text.rstrip("."), "things": things})


def root_cause(threat: Threat) -> Sentence:
    """The root cause it belongs to, by a short name: “the technology came before the problem”."""
    return Sentence(f"root_cause.{threat.cause}")


def stands(threat: Threat) -> Sentence:
    """Who sees to it by when, why it was left and by whom, or that it is open."""
    reason = threat.reason.rstrip(".")
    return Sentence(
        f"stands.{threat.state}", {"owner": threat.owner, "due": threat.due, "reason": reason, "by": threat.by}
    )


def helps(report: Report) -> Sentence | str:
    """What would settle the first line that can be settled; empty where none can."""
    open_lines = ((number, one) for number, one in enumerate(report.premortem, 1) if one.state != "promised")
    lines = ((number, one.settle) for number, one in open_lines if one.settle)
    number, settle = next(lines, (0, ""))
    return Sentence("stands.helps", {"settle": settle, "number": number}) if settle else ""


def open_or_waits(one: Objected) -> Sentence:
    """Of an objection that stands: that nobody has answered it, or whose word it waits for."""
    if one.outcome == "covered":
        return Sentence("stands.covered", {"owner": one.owner, "due": one.due})
    if not one.waits:
        return Sentence(f"stands.{one.outcome}" if one.outcome in _ASKED_OF_NOBODY else "stands.nobody")
    return Sentence("stands.waits", waiting(one.by, one.outcome, one.reason, one.waits, bool(one.accepted_by)))


def waiting(by: str, outcome: str, reason: str, waits: str, accepted: bool = False) -> dict[str, object]:
    """What is said of an objection that waits for the director: who met it, how, and in which words.

    `accepted`: the director took the answer, and has yet to let the objection stand in words.
    """
    said = shortened(reason, MOST_SAID).rstrip(".")
    return {"by": by, "outcome": outcome, "reason": said, "waits": waits, "accepted": accepted}


MOST_SAID = 120
"""Characters of the words given to an objection that stands."""


_ASKED_OF_NOBODY = ("unasked", "not_put")


def ended(one: Objected) -> Sentence:
    """How an objection ended: mended, answered (on a condition), left and why, or still open."""
    before = Sentence(f"ended.said_{one.said_as}", {"by": one.said_by, "reason": one.said}) if one.said else ""
    values = {"by": one.by, "reason": one.reason, "promised": _promised(one), "judged": _judged(one), "before": before}
    made = {"owner": one.owner, "due": one.due, "met": one.met, "stop": "" if one.said[-1:] in (*".!?…",) else "."}
    return Sentence(f"ended.{one.outcome}", {**values, **made, "asked": one.asked, "was": one.was})


def quote(quoted: Quote) -> Sentence | str:
    """An answer inside a line, or that it is not known."""
    if quoted.said:
        return said.quoted(quoted.said)
    return not_known(quoted.unknown) if quoted.unknown else Sentence("clash.blank")


def unjudged(rule: Unjudged) -> Sentence | str:
    """What a rule would have judged, by name; of a team's own rule, the rule."""
    key = f"unjudged.{rule.rule}"
    return Sentence(key) if key in sentences() else rule.says


def _promised(one: Objected) -> Sentence | str:
    """What is left to do, or what was and has lapsed."""
    if one.owner:
        return Sentence("ended.promised", {"owner": one.owner, "due": one.due, "met": one.met})
    return Sentence("ended.lapsed", {"owner": one.lapsed[0], "due": one.lapsed[1]}) if one.lapsed else ""


def _judged(one: Objected) -> Sentence | str:
    if one.accepted_by:
        return Sentence("ended.accepted", {"accepted_by": one.accepted_by, "waits": bool(one.waits)})
    return Sentence("ended.waits", {"waits": one.waits}) if one.waits else ""
