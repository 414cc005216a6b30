"""Writes the golden reports anew: `python -m tests.report.renew`. Read the difference before you keep it."""

from pathlib import Path

from bot import markdown, words
from dialogs import report
from dialogs.scoping import Scoping
from tests.report.endings import EVERY

GOLDEN = Path(__file__).parent / "golden"


def both(scoping: Scoping) -> str:
    """The first screen as Slack would show it without its styles, then the file."""
    first = words.plain("report_first", r=report.build(scoping))
    return f"```text\n{first}\n```\n\n{markdown.render(scoping)}"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for name, play in EVERY.items():
        (GOLDEN / f"{name}.md").write_text(both(play()), "utf-8")
