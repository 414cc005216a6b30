"""The pulse's window: five selects and nothing else."""

from slack_sdk.models.views import View

from bot.screens.blocks.inputs import LABEL, choice_input
from bot.screens.blocks.parts import label
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.words.sentences import sentence
from dialogs.verdicts.readiness import ELEMENTS, FIVE, SCORES


def form(handle: Handle, people: int) -> View:
    """Five selects and nothing else. Below the last: what is final, and, of five people, what four could work out."""
    offered = {str(score): str(score) for score in SCORES}
    offered |= {str(ends): sentence(f"pulse.scale_{ends}") for ends in (SCORES[0], SCORES[-1])}
    inputs = [choice_input(block(element), sentence(f"pulse.ask_{element}"), offered) for element in ELEMENTS]
    inputs[-1].hint = label(sentence("pulse.final", is_five=people == FIVE), LABEL)
    return modal("pulsing.tap", sentence("pulse.title"), inputs, handle, submit="pulse.submit")


def block(element: str) -> str:
    """The id of an element's select."""
    return f"pulse.{element}"
