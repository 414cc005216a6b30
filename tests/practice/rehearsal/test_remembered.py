"""At every step of every example, what is remembered of its thread is what would be made afresh."""

import pytest

from bot.screens.messages import conversation
from bot.screens.messages.remembered import remembered
from bot.store.seal import unsealed
from dialogs.findings import Findings, findings_of
from dialogs.scoping.scoping import Scoping
from tests.practice.rehearsal.conftest import EXAMPLES, Performances

pytestmark = pytest.mark.process


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_what_is_remembered_is_what_would_be_made_afresh_at_every_step(performances: Performances, name: str) -> None:
    kept, steps = remembered(), [_scoping(step) for step in performances.steps(name)]
    for scoping in steps:
        findings = findings_of(scoping.unchanging())

        assert conversation.messages(findings, kept) == conversation.messages(Findings(scoping))

    assert len(steps) > 1


def _scoping(content: bytes) -> Scoping:
    (tables,) = unsealed(content).values()
    return Scoping.model_validate(tables["1"])
