"""At every step of every example, what is remembered of its thread, and of what follows, is what would be afresh."""

import orjson
import pytest

from bot.screens.messages import conversation
from bot.screens.messages.remembered import remembered
from bot.store.seal import unsealed
from dialogs.findings import Findings, findings_of
from dialogs.findings.watching import Memory
from dialogs.scoping.scoping import Scoping
from tests.practice.rehearsal.conftest import EXAMPLES, Performances

pytestmark = pytest.mark.process


@pytest.mark.parametrize("name", [path.stem for path in EXAMPLES])
def test_what_is_remembered_is_what_would_be_made_afresh_at_every_step(performances: Performances, name: str) -> None:
    kept, follows, steps = remembered(), Memory(orjson.dumps), [_scoping(step) for step in performances.steps(name)]
    for scoping in steps:
        findings = findings_of(scoping.unchanging().recalling(follows))
        afresh = Findings(Scoping.model_validate(scoping.model_dump()))

        assert conversation.messages(findings, kept) == conversation.messages(afresh)
        assert findings.objecting.found == afresh.objecting.found

    assert len(steps) > 1


def _scoping(content: bytes) -> Scoping:
    (tables,) = unsealed(content).values()
    return Scoping.model_validate(tables["1"])
