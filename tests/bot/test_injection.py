"""What people type is shown as it was typed and does nothing: no mention, no markup, no link, no template."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.report import markdown
from bot.screens.messages import conversation, notices, report
from bot.screens.modals import answering, deciding, open_questions, small, starting
from bot.screens.modals import modal as modal_
from bot.slack.handles import Handle
from bot.store.summary import summarised
from dialogs.answers.text import cleaned
from dialogs.answers.unknowns import Ignorance
from dialogs.catalog import shipped
from dialogs.findings import Findings
from dialogs.flow.tasks import to_examine
from dialogs.record.parts import Person, Standing, Unknown
from dialogs.scoping.scoping import Scoping
from practice.client import View
from practice.slack.rules import limits
from practice.slack.workspace import Json
from tests.play import ANA, IVO, MIA, MONDAY, TOM, answer, fresh, person
from tests.reading import Page
from tests.team import Team

STRANGER = "U0000000EVA"
"""Nobody in these scopings. Whatever names her was typed."""

SEEDS = (
    "<!channel>",
    "<!here|here>",
    f"<@{STRANGER}>",
    f"<@{STRANGER}|Eva>",
    "<#C00000CHURN|churn>",
    "<!subteam^S0000000ALL>",
    "<!date^1392734382^{date}^https://evil.example.com|today>",
    "<https://evil.example.com|your bank>",
    "<javascript:alert(1)|click>",
    "javascript:alert(1)",
    "https://evil.example.com/x?a=1&b=2",
    "mailto:eva@evil.example.com",
    "[your bank](https://evil.example.com)",
    "![pixel](https://evil.example.com/p.png)",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "&lt;!channel&gt; &amp;lt;b&amp;gt;",
    "{{ 7*7 }}${7*7}#{7*7}",
    "{% for x in range(9) %}{{ x }}{% endfor %}{# gone #}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "*bold* _italic_ ~struck~ `code` **more**",
    '{"type": "section", "text": {"type": "mrkdwn", "text": "<!channel>"}}',
    "!!python/object/apply:os.system ['id']",
    "a: [b, *c]\n- &anchor d",
    "=HYPERLINK(1)|+1|-1|@SUM(A1)",
    "\u202e<!channel>\u202c\u2066evil\u2069\u200b",
    "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358\u0359\u035aalgo",
    "\ue000<!channel>\ue001 \ue000{{ 7*7 }}\ue001",
    "\x00null\x07bell\x1b[31mred",
    "שלום <@U0000000EVA> مرحبا",
    ":wave: :no_such_emoji: 👩‍👩‍👧‍👦",
)
WRAPPED = (
    "{}",
    "Costs 12% of 40,000, {} every year",
    "> {}\n• {}\n# {}",
    "```\n{}\n```",
    "*{}* _{}_",
    "<{}|{}>",
    "{}" + " and so on" * 12,
    "|||{}|||",
)
STRINGS = [wrap.replace("{}", seed) for wrap, seed in itertools.product(WRAPPED, SEEDS)] + ["x" * 3000, "🙂" * 1400]
WORKSPACE = "https://practice.slack.com/"


def test_there_are_enough_of_them() -> None:
    assert len(set(STRINGS)) >= 200


# ---- every string in every place, as the screens show it


@pytest.mark.parametrize("wrap", range(len(WRAPPED) + 1))
def test_in_no_message_modal_or_home_does_it_do_anything(wrap: int) -> None:
    for number, words in enumerate(STRINGS[wrap * len(SEEDS) :][: len(SEEDS)]):
        under_way, *ended = _spoken(words)
        views = [
            *(_views(under_way) if number % 2 == wrap % 2 else ()),
            *(_small_views(under_way) if wrap == 0 else ()),
        ]
        messages = [*_posted(under_way), *_said(under_way), *(shape for one in ended for shape in _posted(one))]

        assert [fault for shape in messages for fault in limits.message_faults(shape)] == []
        assert [fault for view in views for fault in limits.view_faults(view, view["type"])] == []
        assert [each for shape in (*messages, *views) for each in _live(shape)] == []


@pytest.mark.parametrize("wrap", range(len(WRAPPED)))
def test_in_the_file_it_does_nothing(wrap: int) -> None:
    harmless = Page(markdown.render(Findings(_spoken("Nothing at all.")[-1])))
    for words in STRINGS[wrap * len(SEEDS) :][: len(SEEDS)][wrap % 2 :: 2]:
        page = Page(markdown.render(Findings(_spoken(words)[-1])))

        assert [link for link in page.links if "evil" in link or not link.startswith("https://")] == []
        assert {"script", "img", "a", "pre", "code"} & set(page.tags) <= set(harmless.tags)
        assert "49" not in page.text or "49" in words


def _spoken(words: str) -> list[Scoping]:
    """A scoping in which somebody types these words wherever they can: under way, and ended."""
    typed = cleaned(words)[:3000] or "."
    line = " ".join(typed.split())
    scoping = fresh(title=typed[:150], idea=typed)
    called = [Person(id=id, name=line[:60], standing=Standing.MEMBER, in_channel=False) for id in (ANA, MIA, TOM)]
    scoping.admit([*called, person(IVO)], MONDAY)
    answer(scoping, "exam.1", by=ANA, problem=typed)
    answer(scoping, "exam.2", by=MIA, why=typed, because=typed)
    answer(scoping, "exam.4", by=MIA, path=typed)
    scoping.skip("exam.3", typed, MIA, MONDAY)
    scoping.judge([], dict.fromkeys(to_examine(Findings(scoping), "exam")[:1], typed), IVO, MONDAY)
    scoping.not_known({"exam.5": {"apparatus": _because(typed)}}, MIA, MONDAY)
    scoping.disagree("mlops", typed, MIA, MONDAY)
    scoping.add_detail(typed, MIA, MONDAY)
    scoping.share(conversation.snapshot(Findings(scoping)), MIA, MONDAY)
    ended, put_off = scoping.model_copy(deep=True), scoping.model_copy(deep=True)
    ended.cancel(typed, ANA, MONDAY)
    put_off.not_yet(typed, IVO, MONDAY)
    put_off.close_condition("1", False, typed, MIA, MONDAY)
    return [scoping, ended, put_off]


def _because(typed: str) -> Unknown:
    return Unknown(kind=Ignorance.NOT_TRIED, by=MIA, at=MONDAY, reason=typed)


def _posted(scoping: Scoping) -> Iterator[Json]:
    for message in conversation.messages(Findings(scoping)):
        yield {"text": message.text, "blocks": list(message.blocks)}


def _said(scoping: Scoping) -> Iterator[Json]:
    yield notices.status(Findings(scoping))
    yield notices.scopings_listed([summarised(scoping)] * 3, WORKSPACE)
    yield notices.pick([summarised(scoping)] * 2, "status")
    yield notices.help_words(scoping.title)
    owed = {"a": (scoping, list(scoping.items)), "b": (scoping, list(scoping.items)[:1])}
    yield {name: value for name, value in notices.reminder(MIA, owed, "k", MONDAY, WORKSPACE).items() if name in SHOWN}


SHOWN = ("text", "blocks")


def _views(scoping: Scoping) -> Iterator[Json]:
    yield deciding.examine(Findings(scoping), Handle(scoping.id, "examine:exam"), MONDAY).to_dict()
    yield deciding.not_yet(Findings(scoping), Handle(scoping.id, "examine:exam"), MONDAY).to_dict()
    yield modal_.modal("notice", "The report", report.full(Findings(scoping))[:90], submit=None).to_dict()
    yield open_questions.home([scoping, scoping], ANA, WORKSPACE).to_dict()


def _small_views(scoping: Scoping) -> Iterator[Json]:
    handle, question = Handle(scoping.id, "exam.1"), scoping.catalog.questions["exam.1"]
    values: Any = scoping.entries["exam.1"].answers[-1].values
    for view in (
        answering.answer(scoping, handle, [question, scoping.catalog.questions["exam.2"]]),
        answering.both_answers(scoping, handle, {question.id: scoping.name(MIA)}, {question.id: values}, {}, {}),
        answering.form_followups(scoping, handle, [answering.Thin(question, "Is it?", question.fields)]),
        small.assign(scoping, handle),
        small.join(scoping, handle),
        small.outcome(handle, scoping.title),
        answering.record(scoping, handle, {"exam.1": question.ask}, str(values["problem"])),
        starting.start(shipped(), "C00000CHURN", scoping.title),
        open_questions.view(Findings(scoping), ANA, WORKSPACE),
    ):
        yield view.to_dict()


# ---- over the wire


BATCHES = 6


@pytest.mark.parametrize("batch", range(BATCHES))
async def test_over_the_wire_it_is_shown_and_nothing_more(team: Team, batch: int) -> None:
    strings = iter(STRINGS[batch::BATCHES])
    await team.ana.command("/scope", f"new {next(strings)}")
    modal = await team.ana.modal()
    assert modal is not None
    title = modal.value("title") or "A title"
    await team.ana.fill({"title": title, "idea": _taking(strings, 2900), "director": "Ivo", "team": ["Mia", "Tom"]})
    await team.ana.submits()
    await team.settle()
    question = await team.open_message()
    await team.mia.says(_taking(strings, 2900), thread=(await team.card()).ts)
    await team.answers(
        team.ana, on=question, **{"exam.1.problem": "Costs 12% of 40,000 EUR. " + _taking(strings, 2800)}
    )
    for label, on in (("Add a detail", await team.card()), ("Cancel", await team.card())):
        await team.ana.presses(label, on=on)
        await team.ana.fill({"reason": _taking(strings, 2900)})
        await team.ana.submits()
        await team.settle()
    await team.ana.command("/scope", "report " + next(strings, ""))
    await team.ana.command("/scope", next(strings, "") or "xyzzy")
    await team.ana.command("/scope", "list")
    await team.ana.opens_home()
    await team.settle()

    assert list(strings) == [], "every string was typed somewhere"
    said = [*await team.slack.messages(team.channel), *await team.thread(), *await team.ana.ephemerals()]
    home = await team.ana.home()
    ours = [message for message in said if message.author == "scopebot"]
    assert [each for message in ours for each in _live({"text": message.text, "blocks": message.blocks})] == []
    assert isinstance(home, View)
    assert list(_live({"blocks": home.blocks})) == []


def _taking(strings: Iterator[str], most: int) -> str:
    """The next strings, a line each, as many as fit."""
    taken: list[str] = []
    for words in strings:
        taken.append(words[:most])
        if sum(map(len, taken)) > most - 600:
            break
    return "\n".join(taken)[:most] or "No more words."


# ---- what would be live


def _live(shape: Json) -> Iterator[str]:
    """Whatever in a message or view does more than being read: named by what it is."""
    text = str(shape.get("text", ""))
    if re.search(r"[<>]|&(?!amp;|lt;|gt;)", text):
        yield f"text: {text}"
    for part in _parts(shape.get("blocks", [])):
        kind = part.get("type", "")
        if kind in ("mrkdwn", "markdown", "broadcast", "usergroup", "channel", "emoji", "date", "image"):
            yield f"{kind}: {part}"
        if kind == "user" and part["user_id"] == STRANGER:
            yield f"mention: {part}"
        if kind == "link" and not part["url"].startswith(WORKSPACE):
            yield f"link: {part}"
        if "49" in str(part.get("text", "")) and "{{" in text:
            yield f"template: {part}"


def _parts(tree: Any) -> Iterator[Json]:
    if isinstance(tree, list):
        for each in tree:
            yield from _parts(each)
    elif isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _parts(value)
