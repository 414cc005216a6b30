"""What a proof has to show is said of whatever keeps a candidate from being green."""

import pytest

from bot.words.sentences import sentence
from dialogs.verdicts.feasibility import TABLE, Light

KEPT_BACK = sorted(
    f"{row}_{answer or 'missing'}" for (row, answer), (light, _) in TABLE.items() if light is not Light.GREEN
)


@pytest.mark.parametrize("row", KEPT_BACK)
def test_each_row_that_keeps_a_candidate_back_has_something_to_show(row: str) -> None:
    assert sentence(f"shows.{row}")
    assert sentence(f"feasible.{row}")
