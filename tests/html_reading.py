"""Reads a page as a browser would: its tags, attributes, links, ids and text."""

from collections import Counter
from html.parser import HTMLParser


class Html(HTMLParser):
    """One page, taken apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.styles: set[str] = set()
        self.ids: list[str] = []
        self.links: list[dict[str, str]] = []
        self.headings: list[tuple[int, str]] = []
        self.declared: list[str] = []
        self.text = ""
        self._within = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags[tag] += 1
        self.attributes |= given.keys()
        self.ids += [given["id"]] if "id" in given else []
        self.styles |= {given["style"]} if "style" in given else set()
        self.links += [given] if "href" in given else []
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append((int(tag[1]), ""))
        self.text += " " if tag == "br" else ""
        self._within = tag

    def handle_decl(self, decl: str) -> None:
        self.declared.append(decl)

    def handle_data(self, data: str) -> None:
        if self._within != "style":
            self.text += data

    @property
    def outside(self) -> list[str]:
        """Addresses that lead out of the page."""
        return [link["href"] for link in self.links if not link["href"].startswith("#")]

    @property
    def inside(self) -> set[str]:
        """Ids the page's own links lead to."""
        return {link["href"].removeprefix("#") for link in self.links if link["href"].startswith("#")}
