"""In which language an answer is judged: what its words say, else what was set, else the person's or the channel's."""

import pytest

from dialogs.answers.values import Value
from dialogs.catalog import Catalog, languages, shipped
from dialogs.record.language import ANOTHER, words_for
from dialogs.scoping.scoping import Scoping
from tests.play import ANA, fresh

QUESTION = shipped().questions["exam.1"]
ENGLISH = shipped().words_in("en")
GERMAN = "Kunden kündigen, ohne dass es jemand merkt."
SHORT = "Margin erosion, Q3."


def judged_by(scoping: Scoping, says: str) -> languages.Words:
    values: dict[str, Value] = {"problem": says}
    return words_for(scoping, QUESTION, values, ANA)


def spoken_in(locale: str, *, channel: str = "", set_to: str = "") -> Scoping:
    scoping = fresh()
    scoping.people[ANA] = scoping.people[ANA].model_copy(update={"locale": locale})
    scoping.locale, scoping.language = channel, set_to
    return scoping


@pytest.mark.parametrize("locale", ["", "en-US", "de-DE", "ja-JP"])
def test_words_that_tell_their_language_are_judged_by_it_whoever_wrote_them(locale: str) -> None:
    assert judged_by(spoken_in(locale), "Customers leave before anyone notices, and it is not counted.") == ENGLISH
    assert judged_by(spoken_in(locale), GERMAN) == {}
    assert judged_by(spoken_in(locale), "お客様が解約しています") == {}


@pytest.mark.parametrize(
    ("locale", "channel", "set_to", "judged"),
    [
        ("", "", "", True),
        ("en-GB", "", "", True),
        ("de-DE", "", "", False),
        ("", "fr-FR", "", False),
        ("en-US", "fr-FR", "", True),
        ("de-DE", "en-US", "", False),
        ("de-DE", "", "en", True),
        ("en-US", "", ANOTHER, False),
    ],
)
def test_where_words_are_too_few_what_was_set_counts_then_the_person_then_the_channel(
    locale: str, channel: str, set_to: str, judged: bool
) -> None:
    assert judged_by(spoken_in(locale, channel=channel, set_to=set_to), SHORT) == (ENGLISH if judged else {})


def test_where_another_language_was_set_nothing_is_judged() -> None:
    assert judged_by(spoken_in("en-US", set_to=ANOTHER), "Customers leave and it is not counted.") == {}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nous perdons 12% des clients par an, mesuré par la finance", "fr"),
        ("Perdemos 12% de los clientes cada año", "es"),
        ("Perdemos 12% dos clientes por ano", "pt"),
        ("Perdiamo il 12% dei clienti ogni anno, e nessuno lo sa", "it"),
        ("Klanten gaan weg zonder dat iemand het merkt", "nl"),
        ("Klienci odchodzą i nikt tego nie widzi", "pl"),
        ("Kunder lämnar oss och ingen märker det", "sv"),
        ("Kunder forsvinder uden at nogen opdager det", "da"),
        ("Zákazníci odcházejí a nikdo si toho nevšimne, ročně 12 %", ""),
        ("Müşteriler gidiyor ve kimse fark etmiyor: yılda %12, finans saydı", ""),
        ("Asiakkaat lähtevät eikä kukaan huomaa sitä", ""),
        ("Клиенты уходят", ""),
        ("doce días de media", ""),
        ("Personne n'a regardé", "fr"),
        ("zwölf Stunden jeden Monat", "de"),
        ("niemand weiß es", "de"),
        ("Zoë Müller, 12%", None),
        ("Résumés, 12 a week", None),
        ("EUR 1.2M", None),
        ("GitHub Actions, Docker", None),
        ("Ticket, names struck out, language, team; a table a night.", "en"),
        ("Tom looked at all six years, 61,000 repairs", "en"),
        ("Müller's café, 61 repairs", None),
        ("", None),
    ],
)
def test_a_language_is_told_by_its_common_words_or_its_script(text: str, language: str | None) -> None:
    assert languages.of(text) == language


def test_every_language_has_the_words_it_is_told_by_and_english_all_its_lists() -> None:
    assert languages.lists("de") == {}
    assert languages.lists("tlh") == {}
    assert {"hedge", "period", "counted", "spelt", "nobody"} <= set(languages.lists("en"))


def test_a_team_s_own_lists_stand_in_the_place_of_ours() -> None:
    parts = {name: getattr(shipped(), name) for name in Catalog.model_fields}
    own = Catalog.model_validate({**parts, "words": {"hedge": ["perchance"]}})

    assert own.words_in("en")["hedge"] == ("perchance",)
    assert own.words_in("en")["period"] == ENGLISH["period"]
