"""Ignorance as people write it: “?”, “TBD”, “not measured”. Said of a whole field, it is an answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Ignorance(StrEnum):
    """What is not known of one input. It is an answer: quoted, examined, and accepted knowingly."""

    NOT_KNOWN = "not_known"
    NOT_MEASURED = "not_measured"
    NOT_TRIED = "not_tried"
    NOT_RECKONED = "not_reckoned"
    NOT_DECIDED = "not_decided"
    NOT_APPLICABLE = "does_not_apply"


_WHO_NOT = r"(?:nobody|no one|noone|none of us)(?: (?:has|have|had|ever|yet))*"
_NOT = r"(?:not|never|n't|haven't|has not|have not|isn't|wasn't|hasn't)(?: (?:been|really|yet|ever))*"
_IT = r"(?: (?:it|this|that|them))?(?: (?:yet|so far|at all|ever|before))?"


def _deed(verbs: str) -> str:
    return rf"(?:(?:it (?:is|was|has)|we) ?)?(?:{_WHO_NOT}|{_NOT}) (?:{verbs}){_IT}"


_SHAPES: Mapping[Ignorance, str] = {
    Ignorance.NOT_KNOWN: (
        r"\?+|tb[dca]|t\.b\.[dca]\.?|to be (?:determined|confirmed|announced|defined)|n/?k|idk|dunno|unknown|unclear"
        r"|no (?:idea|clue)(?: yet)?"
        r"|(?:i |we )?(?:don't|do not|dont|didn't|doesn't) know(?: yet| tbh)?"
        r"|(?:it is |it's )?not known(?: yet)?|not yet known"
        r"|nobody (?:knows|(?:has )?sa(?:id|ys))(?: yet)?|not sure(?: yet)?|none (?:yet|so far)"
        r"|(?:can't|cannot|hard to) say(?: yet)?|ask [^\W\d_]+(?: [^\W\d_]+)?"
    ),
    Ignorance.NOT_MEASURED: r"unmeasured|"
    + _deed("measured?|count(?:ed)?|check(?:ed)?|record(?:ed)?|track(?:ed)?|look(?:ed)?"),
    Ignorance.NOT_TRIED: r"untried|untested|" + _deed("tried|try|test(?:ed)?|compared?"),
    Ignorance.NOT_RECKONED: _deed("reckon(?:ed)?|estimated?|calculated?|cost(?:ed)?|priced|budgeted|worked out"),
    Ignorance.NOT_DECIDED: r"undecided|to be decided|" + _deed("decided?|agreed?|settled|named|planned"),
    Ignorance.NOT_APPLICABLE: r"n/?a|n\.a\.?|not applicable|(?:it )?does(?: not|n't) apply|doesnt apply",
}
_KNOWN = {kind: re.compile(shape) for kind, shape in _SHAPES.items()}
_ELSEWHERE: Mapping[Ignorance, str] = {
    Ignorance.NOT_KNOWN: """
        weiß nicht, weiss nicht, ich weiß nicht, ich weiss nicht, wissen wir nicht, weiß niemand, weiß keiner
        keine ahnung, unbekannt, unklar, noch offen, noch unklar, k.a, k. a, keine angabe, keine angaben
        je ne sais pas, on ne sait pas, personne ne sait, aucune idée, inconnu, inconnue, à définir, pas encore connu
        no sé, no lo sé, no se sabe, no lo sabemos, nadie lo sabe, ni idea, desconocido, por definir
        não sei, não sabemos, ninguém sabe, não faço ideia, desconhecido, a definir
        non so, non lo so, non lo sappiamo, nessuno lo sa, nessuna idea, sconosciuto, da definire
        weet niet, weet ik niet, weten we niet, geen idee, onbekend, nie wiem, nie wiemy, nie wiadomo, nieznane
        vet ej, vet inte, ingen aning, okänt, ved ikke, vet ikke, ingen anelse, ukendt, ukjent, en tiedä, ei tiedossa
        nevím, nevíme, neznámé, не знаю, не знаем, неизвестно
        わからない, わかりません, 分からない, 分かりません, 不明, 未定
        不知道, 不清楚, 未知, 모름, 모르겠습니다, 모르겠어요
    """,
    Ignorance.NOT_MEASURED: """
        nicht gemessen, noch nicht gemessen, nie gemessen, nicht gezählt, hat niemand gemessen, hat niemand gezählt
        pas mesuré, non mesuré, jamais mesuré, personne n'a mesuré, no medido, sin medir, nadie lo ha medido
        não medido, ninguém mediu, non misurato, nessuno l'ha misurato, niet gemeten, 未計測, 未测量
    """,
    Ignorance.NOT_APPLICABLE: """
        entfällt, nicht zutreffend, trifft nicht zu, sans objet, non applicable, no aplica, no procede, não se aplica
        non applicabile, niet van toepassing, nvt, n.v.t, nie dotyczy, 該当なし, 不适用, 해당 없음
    """,
}
"""The same in other languages, as whole entries."""
_PHRASES: Mapping[str, Ignorance] = {
    phrase.strip(): kind
    for kind, listed in _ELSEWHERE.items()
    for phrase in re.split(r"[,\n]", listed)
    if phrase.strip()
}


def ignorance_in(text: str) -> Ignorance | None:
    """What a whole entry says is not known; None where it says anything else.

    “?” and “tbd” are NOT_KNOWN, “not measured yet” is NOT_MEASURED; “not measured before May, since then 61%” is an
    answer like any other. So are the commonest words for it in other languages.
    """
    words = " ".join(text.casefold().replace("’", "'").split()).strip(" .!…,;:()“”\"'")
    words = words or text.strip()
    if not words or len(words) > 60:
        return None
    said = next((kind for kind, shape in _KNOWN.items() if shape.fullmatch(words)), None)
    return said or _PHRASES.get(words)


def begins_unknown(text: str) -> bool:
    """Whether words say that it is not known, or begin so and say no more than why, or who could: no answer yet.

    “Don't know, Petra hasn't been asked”; not “ask Tom, he knows the list” (that is what to do), nor “n/a, …”.
    """
    return ignorance_begun(text) is not None


def ignorance_begun(text: str) -> Ignorance | None:
    """What words say is not known that `begins_unknown`; None for any other."""
    if said := ignorance_in(text):
        return said
    first = _FIRST.split(text.strip(), maxsplit=1)[0]
    said = ignorance_in(first)
    return None if said is Ignorance.NOT_APPLICABLE or first.casefold().startswith("ask ") else said


_FIRST = re.compile(r"[,;:.!–—(\n]|\s-\s|\s(?=(?:but|because|cause|as|since|until|till|so|and)\s)", re.IGNORECASE)
"""Where the first thing ends that somebody says."""
