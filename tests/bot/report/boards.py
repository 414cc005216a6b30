"""What stands before the appendix, in the page and in the Markdown file."""

from bot.report import html, markdown
from dialogs.findings import Findings
from dialogs.scoping.scoping import Scoping
from tests.html_reading import Html


def views(scoping: Scoping) -> dict[str, str]:
    """What stands before the appendix in the page and in the file, on one line."""
    page, file = html.render(Findings(scoping), draw=lambda _: "<svg></svg>"), markdown.render(Findings(scoping))
    texts = {"page": Html(page.partition('<section id="appendix"')[0]).text, "file": file.partition("## Appendix")[0]}
    return {name: " ".join(text.replace("\\", "").split()) for name, text in texts.items()}


def both(scoping: Scoping, *words: str) -> bool:
    return all(one in text for text in views(scoping).values() for one in words)


def neither(scoping: Scoping, words: str) -> bool:
    return not any(words in text for text in views(scoping).values())
