"""How often each objection was put, and said to miss the point."""

from dialogs.catalog import Level
from dialogs.findings.objections.in_use import Taken, taken
from dialogs.record.parts import OBJECTION, AskedBack, Entry, Raised
from tests.play import MONDAY, fresh


def test_each_rule_is_counted_by_month_and_of_many_missed_ones_it_is_off() -> None:
    records = []
    for number in range(20):
        record = fresh()
        record.raised = [
            Raised(name=name, question="exam.1", level=Level.SIGN_OFF, ask="…", seq=1, at=MONDAY)
            for name in ("no_line", "gap_in_words@exam.1.problem")
        ]
        outcome = "misses" if number < 3 else "answered"
        back = AskedBack(rule=f"{OBJECTION}no_line", kind="objection", seq=2, outcome=outcome, reason="…", by="U0ANA")
        record.entries["exam.5"] = Entry(asked_back=[back])
        records.append(record)

    assert taken(records) == [Taken("2026-03", "no_line", 20, 3), Taken("2026-03", "gap_in_words", 20, 0)]
    assert [one.is_off for one in taken(records)] == [True, False]
    assert not taken(records[:19])[0].is_off, "too few to say anything"
