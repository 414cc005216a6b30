"""The sources of a report: each by a short name, under which rules and objections refer to it, and listed once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.words.sentences import sentence
from bot.words.templates import sentences
from dialogs.catalog.literature import Reference, literature
from dialogs.report import counsel
from dialogs.report.report import Report
from dialogs.report.rules import FIGUEROA, KLEIN, NG
from dialogs.verdicts import labels, mlops, need, optimism, readiness, risks, value

_KEYS = {
    need.PAIR: "people_and_ai",
    NG: "ng",
    FIGUEROA: "figueroa",
    value.INTERCOM: "intercom",
    risks.AI_ACT: "ai_act",
    labels.SOURCE_LINK: "landis_koch",
    mlops.GOOGLE: "mlops_levels",
    optimism.SOURCE_LINK: "treasury",
    readiness.PROSCI: "prosci",
}
_READ = {need.GOOGLE: "rules_of_ml", KLEIN: "klein_2007", "RAND RR-A2680-1": "rand_2024"}
"""Those that the objections lean on as well."""
_IN_AN_ARTICLE = re.compile(r"(S\d)\.")


@dataclass(frozen=True)
class Source:
    """A source as the list has it: its short name, what it is, what it says, its address, and the places in it.

    Source("Wong et al. 2021", title="External validation …", says="It missed two of three.", link="https://doi.org/…")
    """

    name: str
    title: str = ""
    says: str = ""
    link: str = ""
    places: tuple[str, ...] = ()


def of(report: Report) -> list[Source]:
    """Every source that a rule or an objection of the report refers to, by name."""
    found: dict[str, Source] = {}
    for one in (*_of_rules(report), *_of_objections(report)):
        known = found.get(one.name, one)
        found[one.name] = replace(known, places=tuple(dict.fromkeys((*known.places, *one.places))))
    return sorted(found.values(), key=lambda one: one.name.casefold())


def named(references: Iterable[str]) -> list[str]:
    """The short names of what a rule refers to, each once: `S0.need.rule` is the article it stands in."""
    return list(dict.fromkeys(_of_rule(one).name for one in references))


def name(source: counsel.Source | Reference) -> str:
    """“Wong et al. 2021”"""
    return f"{source.who} {source.year}" if source.year else source.who


def anchor(named: str) -> str:
    """The id of a source in the page."""
    return f"source-{re.sub(r'[^a-z0-9]+', '-', named.lower()).strip('-')}"


def ours(report: Report) -> str:
    """Which of the rules are ours, in the one line that says so."""
    own = [sentence(f"rule.{rule.key}.name") for rule in report.rules if rule.ours]
    return sentence("sources.ours", names=own, objected=any(one.ours for one in report.raised))


def _of_rules(report: Report) -> Iterator[Source]:
    return (_of_rule(reference) for rule in report.rules for reference in rule.sources)


def _of_rule(reference: str) -> Source:
    if reference in _READ:
        return _read(literature()[_READ[reference]])
    article = _IN_AN_ARTICLE.match(reference)
    key = article[1].lower() if article else _KEYS.get(reference, "")
    if not key:
        return Source(reference)
    what = f"source.{key}_title"
    title = sentence(what) if what in sentences() else ""
    link = "" if article or not reference.startswith("https://") else reference
    return Source(sentence(f"source.{key}"), title, link=link, places=(reference,) if article else ())


def _of_objections(report: Report) -> Iterator[Source]:
    for one in report.raised:
        for source in one.sources:
            yield _read(source)


def _read(source: counsel.Source | Reference) -> Source:
    return Source(name(source), f"{source.title}, {source.where}", source.says, source.link)
