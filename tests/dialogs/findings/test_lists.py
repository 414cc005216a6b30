"""Whether requests come as a list that somebody starts, by how they were typed."""

import pytest

from dialogs.answers.fields import parse
from dialogs.answers.numbers import written
from dialogs.catalog import shipped
from dialogs.findings import mlops
from tests.play import having
from tests.said_back import TODAY


@pytest.mark.parametrize(
    ("typed", "in_lists"),
    [
        ("one list of 41k a year", True),
        ("4,180 names in one list, once a year", True),
        ("a monthly list of 500", True),
        ("a batch of 9,000 per quarter", True),
        ("a weekly list of 500", False),
        ("41k a year", False),
        ("164", False),
    ],
)
def test_a_list_a_month_or_less_often_is_one(typed: str, in_lists: bool) -> None:
    question = shipped().questions["mlops.1"]
    values = parse(question, {"requests": typed}, TODAY)
    record = having({"mlops.1.requests": values["requests"]})
    answer = record.entries["mlops.1"].answers
    answer[-1] = answer[-1].model_copy(update={"written": written(question, {"requests": typed}, values)})

    assert mlops.inputs(record).in_lists is in_lists
