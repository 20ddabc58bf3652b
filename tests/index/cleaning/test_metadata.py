"""What lines of plain text say of their article, and what they do not."""

import pytest

from index.cleaning import PageMetadata, clean
from index.cleaning.credits import Credit, copyright_owner, credit, dateline, sign_off
from index.cleaning.headline import split_site
from index.cleaning.names import authors_of, outlet_of

BODY = (
    "The harbour bridge will close on Monday for repairs that may take nine weeks, the council said.\n\n"
    "Engineers found cracks in four of its steel cables during an inspection of the bridge in January.\n\n"
    "Ferries will carry pedestrians across the harbour every twenty minutes until the repairs are done."
)


def source(above: str, below: str = "", body: str = BODY) -> PageMetadata:
    return clean(f"{above}\n\n{body}\n\n{below}").source


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ines Tarrow", Credit(author="Ines Tarrow")),
        ("By Ines Tarrow and Odile Brandt, Staff Writers", Credit(author="Ines Tarrow and Odile Brandt")),
        ("By Ines Tarrow, a reporter in the north of the county", Credit(author="Ines Tarrow")),
        ("Von Max Müller", Credit(author="Max Müller")),
        ("Author: Jean-Luc O'Brandt", Credit(author="Jean-Luc O'Brandt")),
        ("By Rashid al-Fahim | Velling Herald", Credit("Rashid al-Fahim", "Velling Herald")),
        ("Ines Tarrow – – “Agencies”", Credit(author="Ines Tarrow")),
        ("Ines Tarrow, Velling Herald", Credit("Ines Tarrow", "Velling Herald")),
        ("Xinhua, September 30, 2020", Credit(outlet="Xinhua", bare="2020-09-30")),
        ("2 Comment(s)Print E-mail Kyodo, 3 May 2021", Credit(outlet="Kyodo", bare="2021-05-03")),
        ("Velling Herald | 3 May 2021", Credit(outlet="Velling Herald", bare="2021-05-03")),
        ("March 3, 2021 / 7:34 AM EST / CNN", Credit(outlet="CNN", bare="2021-03-03T07:34:00-05:00")),
        ("Published: Fri 21 Aug 2020, 5:20 AM", Credit(published="2020-08-21")),
        (
            "Updated: May 3, 2021 | Published: May 1, 2021",
            Credit(published="2021-05-01", updated="2021-05-03"),
        ),
        ("Last updated 4 March 2021 at 10:30 UTC", Credit(updated="2021-03-04T10:30:00+00:00")),
        ("This story was first published on May 1, 2021.", Credit(published="2021-05-01")),
        # What tells a story says nothing of its source.
        ("He posted on March 3, 2021.", Credit()),
        ("Birth date: January 25, 1978", Credit()),
        ("Washington, September 30, 2020", Credit()),
        ("On 3 May 2021 the bridge closed for nine weeks", Credit()),
        ("By the numbers", Credit()),
        ("By Monday Morning the water had gone", Credit()),
        ("Middle East", Credit()),
        ("Breaking News", Credit()),
        ("Spa", Credit()),
    ],
)
def test_a_line_of_credits(line: str, expected: Credit) -> None:
    assert credit(line) == expected


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("WASHINGTON — The president met", ("WASHINGTON", "")),
        ("EL PASO, Texas – Two men met", ("EL PASO, Texas", "")),
        ("BERLIN (AP) — German trains", ("BERLIN", "AP")),
        ("BAGHDAD, Sept. 30 (Xinhua) -- Two men", ("BAGHDAD", "Xinhua")),
        ("LONDON/PARIS, Jan 3 (Reuters) - The banks", ("LONDON/PARIS", "Reuters")),
        ("Hong Kong CNN Business —", ("Hong Kong", "CNN Business")),
        ("(Reuters) - Oil fell", ("", "Reuters")),
        ("Porto, Portugal - The river", ("Porto, Portugal", "")),
        ("Baghdad — Iraq's rivers", ("Baghdad", "")),
        ("Biden - who was ill - said", ("", "")),
        ("Joe Biden — the president — said", ("", "")),
        ("Two men - one of them old - met", ("", "")),
        ("The river rose.", ("", "")),
    ],
)
def test_datelines(opening: str, expected: tuple[str, str]) -> None:
    assert dateline(opening) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("-New York Times", Credit(outlet="New York Times")),
        ("— Reuters", Credit(outlet="Reuters")),
        ("(AFP)", Credit(outlet="AFP")),
        ("Source: BBC News", Credit(outlet="BBC News")),
        ("– Odile Brandt", Credit(author="Odile Brandt")),
        ("- Increase in attacks -", Credit()),
        ("- Ends -", Credit()),
    ],
)
def test_sign_offs(line: str, expected: Credit) -> None:
    assert sign_off(line) == expected


@pytest.mark.parametrize(
    "name", ["BBC News", "Velling Herald", "The Times", "Times of India", "ledger.example", "dpa"]
)
def test_names_of_outlets(name: str) -> None:
    assert outlet_of(f"“{name}”") == (name if name != "dpa" else "")
    assert not authors_of(name)


@pytest.mark.parametrize(
    "name", ["Breaking News", "World News", "Live TV", "Middle East", "herald", "A bad star"]
)
def test_names_of_sections_are_no_outlets(name: str) -> None:
    assert not outlet_of(name)


@pytest.mark.parametrize(
    "name", ["Ines Tarrow", "Jean-Luc Achterly", "Rashid al-Fahim", "Ludwig van der Velde", "INES TARROW"]
)
def test_names_of_people(name: str) -> None:
    assert authors_of(name) == name


@pytest.mark.parametrize("text", ["ines tarrow", "The Bridge", "Read More", "Top Stories", "Ines", ""])
def test_what_names_nobody(text: str) -> None:
    assert not authors_of(text)


def test_a_copyright_line_names_an_outlet() -> None:
    assert copyright_owner("© 2019-2021 Velling Herald. All rights reserved.") == "Velling Herald"
    assert not copyright_owner("Copyright 2021 by its authors")


@pytest.mark.parametrize(
    "written", ["30. September 2020, 14:05 Uhr", "Mittwoch, 30.09.2020", "30 Eylül 2020", "2020년 9월 30일"]
)
def test_a_date_under_the_title_is_the_publication_in_other_languages_too(written: str) -> None:
    assert source(f"Harbour bridge to close\n\n{written}").published == "2020-09-30"


def test_the_source_is_read_from_the_lines_around_the_story() -> None:
    found = source("Harbour bridge to close\n\nBy Ines Tarrow\n3 May 2021\n\nALDMOOR (Reuters) — It rains.")
    assert found == PageMetadata("Harbour bridge to close", "Reuters", "Ines Tarrow", "2021-05-03", "ALDMOOR")


def test_a_name_between_title_and_date_is_the_author() -> None:
    assert source("Harbour bridge to close\nInes Tarrow\nMay 3, 2021").author == "Ines Tarrow"
    assert source("Harbour bridge to close\nInes Tarrow\nShare").author == ""


def test_a_story_signed_below_names_its_outlet_or_author() -> None:
    assert source("Harbour bridge to close", "-Velling Herald").outlet == "Velling Herald"
    assert source("Harbour bridge to close", "- Odile Brandt").author == "Odile Brandt"
    assert source("Harbour bridge to close", "© 2021 Radio Quay. All rights reserved.").outlet == "Radio Quay"


def test_what_is_not_said_stays_unknown() -> None:
    assert source("Harbour bridge to close", "Share\nComments") == PageMetadata("Harbour bridge to close")


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge was opened on 3 May 1921.",
        "“We met on March 3, 2021,” said Odile Brandt of the bridge.",
        "Built: 3 May 1921",
    ],
)
def test_a_date_of_the_story_is_not_its_publication(sentence: str) -> None:
    assert (
        source("Harbour bridge to close", body=BODY.replace("\n\n", f"\n\n{sentence}\n\n", 1)).published == ""
    )


def test_the_dates_that_head_a_chronology_are_the_story() -> None:
    days = ("March 3, 2011", "April 4, 2011", "May 5, 2011")
    body = "\n\n".join(f"{day}\n\n{part}" for day, part in zip(days, BODY.split("\n\n"), strict=True))
    cleaned = clean(f"The bridge in three days\n\n{body}")
    assert cleaned.source == PageMetadata("The bridge in three days")
    assert cleaned.text == body


def test_publication_comes_before_the_last_change() -> None:
    assert (
        source("Harbour bridge to close\nUpdated 4 May 2021\nPublished 3 May 2021").published == "2021-05-03"
    )
    assert source("Harbour bridge to close\nUpdated 4 May 2021").published == "2021-05-04"


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        ("Bridge to close | BBC News", (), ("Bridge to close", "BBC News")),
        ("Bridge to close - The Velling Herald", (), ("Bridge to close", "The Velling Herald")),
        ("Bridge to close - Aldmoor", ("bridge to close",), ("Bridge to close", "")),
        ("Bridge to close - Aldmoor", (), ("Bridge to close - Aldmoor", "")),
        ("Bridge | Harbour/Bridge Things News", (), ("Bridge", "")),
        ("A bridge - and a river - close", (), ("A bridge - and a river - close", "")),
        ("Bridge to close", (), ("Bridge to close", "")),
    ],
)
def test_the_name_of_the_site_leaves_the_title(
    title: str, lines: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert split_site(title, lines) == expected


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("Harbour bridge to close", "Harbour bridge to close"),
        ("Will the harbour bridge close?", "Will the harbour bridge close?"),
        ("Home\nWorld\nSign in\nHarbour bridge to close\nShare", "Harbour bridge to close"),
        ("Skip to content\n\nNine weeks without a bridge | BBC News\n\nShare", "Nine weeks without a bridge"),
        (
            "Top stories\nA cat wins a prize\nHarbour bridge to close\nBy Ines Tarrow",
            "Harbour bridge to close",
        ),
        (
            "The bridge closes. Here is what to know.\nBy Ines Tarrow",
            "The bridge closes. Here is what to know.",
        ),
        ("البلدية تغلق الجسر", "البلدية تغلق الجسر"),
    ],
)
def test_the_title_is_found_exactly(above: str, title: str) -> None:
    cleaned = clean(f"{above}\n\n{BODY}")
    assert (cleaned.source.title, cleaned.text) == (title, BODY)
