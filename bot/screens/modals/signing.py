"""The two ways to sign what something speaks against: prove it first, or go all the way and say why."""

from datetime import datetime

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import text_input
from bot.screens.blocks.parts import small
from bot.screens.modals.deciding import promised
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.telling import proof
from bot.words.sentences import rich, sentence
from dialogs import report
from dialogs.findings import Findings, plan
from dialogs.flow import promises

TEXT = "text"


def prove(findings: Findings, handle: Handle, now: datetime) -> View:
    """What a proof of concept has to show, who sees to it, and by when; filled in from what speaks against it."""
    record, built = findings.record, report.build(findings)
    usual = promises.of_a_proof(findings, now)
    hint, judged = sentence("label.proof_hint"), plan.evaluated_on(record)
    blocks: list[Block] = [
        rich("doubts", doubts=proof.doubts(built)),
        text_input(TEXT, sentence("label.proof_shows"), value=proof.to_show(built), hint=hint),
        *promised(record, "", usual, "label.condition_who"),
        *([small(sentence("label.proof_judged", day=judged))] if judged else []),
    ]
    return modal("signing.prove", sentence("modal.prove"), blocks, handle, submit="modal.prove_submit")


def go_all_the_way(findings: Findings, handle: Handle) -> View:
    """What speaks against it, and why it is signed all the same."""
    blocks: list[Block] = [
        rich("doubts", doubts=proof.doubts(report.build(findings))),
        text_input("reason", sentence("label.all_the_way"), hint=sentence("label.reason_hint")),
    ]
    title = sentence("modal.all_the_way")
    return modal("signing.all_the_way", title, blocks, handle, submit="modal.all_the_way_submit")
