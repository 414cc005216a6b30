"""Writes the golden reports and the schema anew: `python -m tests.bot.report.renew`. Read the difference first."""

from pathlib import Path

from bot.pictures import Picture
from bot.report import html, markdown
from bot.screens.messages import report
from dialogs.findings import Findings
from dialogs.report import published
from dialogs.scoping.scoping import Scoping
from tests import full_track, objected
from tests.endings import EVERY

GOLDEN = Path(__file__).parent / "golden"
SCHEMA = Path(__file__).parents[3] / "docs" / "report.schema.json"
FILES = {**EVERY, **full_track.EVERY, **objected.EVERY}
PAGES = {**full_track.EVERY, **objected.EVERY, "approved_mlops": EVERY["approved_mlops"], "half_way": EVERY["half_way"]}


def both(scoping: Scoping) -> str:
    """The first screen as Slack would show it without its styles, then the file."""
    return f"```text\n{report.first_words(Findings(scoping))}\n```\n\n{markdown.render(Findings(scoping))}"


def page(scoping: Scoping) -> str:
    """The page, with a box in the place of each picture: how they are drawn may differ with matplotlib's version."""
    return html.render(Findings(scoping), draw=_box)


def _box(picture: Picture) -> str:
    return '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="100%"></svg>'


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, play in FILES.items():
        (GOLDEN / f"{name}.md").write_text(both(play()), "utf-8")
    for name, play in PAGES.items():
        (GOLDEN / f"{name}.html").write_text(page(play()), "utf-8")
    SCHEMA.write_text(published.schema(), "utf-8")
