"""What the report's templates call is worded, and what is worded is called."""

import re
from pathlib import Path

from bot.telling.report import WORDINGS

ROOT = Path(__file__).parents[3]
TEMPLATES = "".join(
    file.read_text("utf-8")
    for folder in ("messages", "report")
    for file in (ROOT / "templates" / folder).glob("*.j2")
    if folder == "report" or file.name.startswith("report_")
)


def test_no_wording_is_left_over() -> None:
    assert [name for name in WORDINGS if not re.search(rf"\b{name}\(", TEMPLATES)] == []


def test_no_template_words_again_what_is_worded_here() -> None:
    macros = re.findall(r"macro (\w+)\(", TEMPLATES)

    assert sorted(WORDINGS.keys() & set(macros)) == []
