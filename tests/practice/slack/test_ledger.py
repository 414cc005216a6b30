"""The ledger tells what happened in lines that can be read; the whole of it stays for whoever looks at one."""

from __future__ import annotations

from practice.slack.ledger import Called, Delivered, Ledger, summary
from tests.practice.slack.conftest import Clock


def test_long_words_are_cut_and_blocks_are_counted() -> None:
    args = {"token": "xoxb-secret", "channel": "C1", "text": "x" * 201, "blocks": [{"type": "divider"}] * 3}

    assert summary(args) == {"channel": "C1", "text": "x" * 199 + "…", "blocks": "3 blocks"}
    assert summary({"text": "x" * 200, "users": ["U1", "U2"], "blocks": []}) == {
        "text": "x" * 200,
        "users": ["U1", "U2"],
        "blocks": [],
    }


def test_a_line_has_neither_what_was_sent_nor_what_was_delivered(clock: Clock) -> None:
    ledger = Ledger(clock)
    ledger.calls.append(Called("chat.update", {"ts": "1.1"}, "C1", None, "ok", clock(), sent={"blocks": ["all"]}))
    ledger.deliveries.append(Delivered("events_api", "message", "Ev1", 0, clock(), payload={"event": "all"}))
    (call,), (delivery,) = ledger.as_json()["calls"], ledger.as_json()["deliveries"]

    assert (call["method"], call["answer"], call["args"]) == ("chat.update", "ok", {"ts": "1.1"})
    assert (delivery["what"], delivery["attempt"], delivery["acked"]) == ("message", 0, False)
    assert "sent" not in call
    assert "payload" not in delivery


def test_violations_stand_in_their_order_with_their_time(clock: Clock) -> None:
    ledger = Ledger(clock)
    ledger.violation("no_text", "text must be there", "chat.postMessage", [{"path": "text"}])
    clock.passes(seconds=1)
    ledger.violation("late_ack", "too late")
    first, second = ledger.as_json()["violations"]

    assert (first["kind"], first["method"], first["faults"]) == ("no_text", "chat.postMessage", [{"path": "text"}])
    assert (second["kind"], second["method"], second["faults"]) == ("late_ack", None, [])
    assert first["at"] < second["at"]
