"""What the rules lean on was read, is linked where it came out, and says in few words what stands there."""

import re
from pathlib import Path

import pytest

from dialogs.catalog import shipped
from dialogs.catalog.literature import Reference, literature
from dialogs.catalog.sheets import LITERATURE

SOURCES = list(literature().values())
PUBLISHERS = re.compile(
    r"https://(doi\.org/10\.|arxiv\.org/abs/\d{4}\.\d{5}$|pmc\.ncbi\.nlm\.nih\.gov/articles/PMC\d+$"
    r"|pubmed\.ncbi\.nlm\.nih\.gov/\d+$|dl\.acm\.org/doi/10\.|www\.cambridge\.org/|hbr\.org/|www\.rand\.org/"
    r"|eur-lex\.europa\.eu/eli/|developers\.google\.com/)"
)
"""Where something came out, or an archive that stays: not the copy it was read from."""
READ = {
    "agniel_2018",
    "ancker_2017",
    "aroyo_welty_2015",
    "ascarza_2018",
    "athey_2017",
    "bainbridge_1983",
    "barocas_selbst_2016",
    "beede_2020",
    "bernardi_2019",
    "christodoulou_2019",
    "collins_2024",
    "dhiman_2022",
    "elkan_2001",
    "elkjaer_wlezien_2024",
    "ensign_2018",
    "ferrari_dacrema_2019",
    "gdpr_22",
    "green_2022",
    "hand_2006",
    "jacobs_wallach_2021",
    "kapoor_2024",
    "kapoor_narayanan_2023",
    "kaufman_2012",
    "klein_2007",
    "kleinberg_2015",
    "lakkaraju_2017",
    "lazer_2014",
    "lum_isaac_2016",
    "moons_2025",
    "nahar_2022",
    "northcutt_2021",
    "obermeyer_2019",
    "paleyes_2022",
    "parasuraman_manzey_2010",
    "rand_2024",
    "roberts_2021",
    "rules_of_ml",
    "salganik_2020",
    "sambasivan_2021",
    "shah_2019",
    "suresh_guttag_2021",
    "thomas_uminsky_2022",
    "varoquaux_2018",
    "vickers_2019",
    "wolff_2019",
    "wong_2021",
    "zech_2018",
}
"""Of these the text or the abstract was read."""
QUOTED_BY_OTHERS = ("liu_2019", "sculley_2015", "nahar_2023", "krosnick_2002", "sadowski_2018", "stat_2018", "wp251")
"""Known only as others quote it."""
SECOND_HAND = ("two thirds", "18%", "over a fifth", "half an hour", "108", "eight types", "seven myths")
"""Figures and phrases that were not read at their source."""


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_a_reference_says_in_a_sentence_or_two_what_was_read_where(source: Reference) -> None:
    assert source.says.endswith(".")
    assert 40 <= len(source.says) <= 200
    assert not [words for words in SECOND_HAND if words in source.says]
    assert PUBLISHERS.match(source.link)
    assert all((source.who, source.title, source.where))


def test_every_id_and_every_link_stands_there_once() -> None:
    text = (Path(__file__).parents[3] / "dialogs" / "catalog" / LITERATURE).read_text("utf-8")
    ids = re.findall(r"^  (\w+):$", text, re.MULTILINE)

    assert ids == sorted(set(ids)) == list(literature())
    assert len({source.link for source in SOURCES}) == len(SOURCES)


def test_an_id_names_its_first_author_and_its_year() -> None:
    dated = [source for source in SOURCES if source.id not in ("gdpr_22", "rules_of_ml", "rand_2024")]
    plain = {source.id: source.who.casefold().replace("æ", "ae").replace(" ", "_") for source in dated}

    assert all(plain[source.id].startswith(source.id.split("_")[0]) for source in dated)
    assert all(source.id.endswith(f"_{source.year}") for source in dated)


def test_nothing_is_there_that_was_read_only_as_others_quote_it() -> None:
    assert not set(QUOTED_BY_OTHERS) & set(literature())
    assert set(literature()) == READ


def test_a_reference_is_cited_by_who_and_when() -> None:
    assert literature()["wong_2021"].cited == "Wong et al. 2021"
    assert literature()["rules_of_ml"].cited == "Zinkevich (Google)"


def test_it_is_no_part_of_what_is_asked() -> None:
    assert "references" not in shipped().model_dump()


def test_the_case_of_the_clinics_claims_what_its_link_says() -> None:
    case = shipped().cases["thailand_clinics"]

    assert case.link.endswith("10.1145/3313831.3376718")
    assert "eleven" in case.says
    assert "surroundings" in case.says
    assert "fifth" not in case.says
