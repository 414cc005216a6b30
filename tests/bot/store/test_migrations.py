"""Documents of every earlier form come out in the newest one."""

from copy import deepcopy

import pytest

from bot.store.errors import TooNew
from bot.store.migrations import STEPS, migrate, newest_version
from dialogs.scoping.scoping import Scoping
from tests.bot.store.conftest import a_scoping

TO_THREE = {
    1: lambda document: {**document, "name": document["title"]},
    2: lambda document: {key: value for key, value in document.items() if key != "title"},
}


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ({"schema_version": 1, "title": "a"}, {"schema_version": 3, "name": "a"}),
        ({"schema_version": 2, "title": "a", "name": "b"}, {"schema_version": 3, "name": "b"}),
        ({"schema_version": 3, "name": "c"}, {"schema_version": 3, "name": "c"}),
    ],
)
def test_each_form_is_brought_to_the_newest_by_the_steps_it_lacks(stored, expected):
    before = deepcopy(stored)

    assert migrate("V1", stored, TO_THREE) == expected
    assert stored == before


def test_a_form_that_is_newer_than_the_code_is_refused():
    with pytest.raises(TooNew, match="its form is 4, the newest known here is 3"):
        migrate("V1", {"schema_version": 4}, TO_THREE)


@pytest.mark.parametrize("version", [None, 0, -1, "1", 1.0, True, [1]])
def test_a_document_that_names_no_form_is_not_guessed_at(version):
    with pytest.raises(ValueError, match="names no schema version"):
        migrate("V1", {"schema_version": version}, TO_THREE)


def test_the_steps_lead_to_the_form_that_scopings_have():
    assert set(STEPS) == set(range(1, newest_version()))
    assert a_scoping().schema_version == newest_version()
    assert Scoping.model_fields["schema_version"].default == newest_version()
