"""Files read together: what they share is furniture of their site, or copy that an agency sent out."""

import json
import random
import zipfile
from pathlib import Path

import pytest

from index import Article, Library, read_articles
from index.cleaning import clean, count_lines
from index.cleaning import line_counts as batches
from scraped import STORY, page, reasons

ADDRESS = "Quay 14, Aldmoor"
PROMOTION = "The morning letter tells Aldmoor what matters before the first ferry leaves."
COPY = (
    "Three fishermen were found on Tuesday after nine days in an open boat.",
    "A coast guard plane saw the three waving a yellow jacket, an officer said.",
    "They had lived on rain and on raw fish, he told reporters in Velling.",
    "The boat's engine had failed in the first hour of a trip of two.",
    "“We sang until we had no voice,” said the oldest of the fishermen.",
    "Doctors in Velling said that all three could go home within the week.",
)


def story(number: int) -> list[str]:
    """Sentences of an article that no other file has."""
    rng = random.Random(number)
    things = [f"{rng.choice('bdfgklmnprst')}{rng.choice('aeiou')}{rng.randrange(10**6):06}" for _ in range(6)]
    return [
        f"The council of {things[0]} voted on the {things[1]} after a debate of {number + 2} hours.",
        f"Members from {things[0]} had asked for the {things[1]} and for a {things[2]} besides.",
        f"“Nobody can pay for a {things[2]},” said the mayor of {things[0]}, who voted against it.",
        f"A {things[3]} would have cost the town less than the {things[1]}, she said.",
        f"The {things[3]} was built by people from {things[0]} in the year of the {things[4]}.",
        f"They will look at the {things[4]} and the {things[1]} again when the {things[5]} is there.",
    ]


def site(count: int, *furniture: str) -> list[str]:
    """Pages of one site, with furniture in the midst of each."""
    pages = []
    for number in range(count):
        own = story(number)
        pages.append(page(f"Council of town {own[0].split()[3]} votes", *own[:3], *furniture, *own[3:]))
    return pages


def save(folder: Path, texts: list[str]) -> Path:
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(text)
    return folder


def articles(*sources: Path) -> list[Article]:
    read = [item for item in read_articles(*sources) if isinstance(item, Article)]
    return sorted(read, key=lambda article: article.origin)


def test_lines_that_many_files_share_go() -> None:
    pages = site(20, ADDRESS, PROMOTION)
    assert ADDRESS in clean(pages[0]).text
    cleaned = clean(pages[0], count_lines(pages))
    assert cleaned.text == page(*story(0))
    assert reasons(cleaned)[ADDRESS] == "repeated across the batch"


def test_figures_do_not_make_a_short_line_another_one() -> None:
    pages = [text.replace(ADDRESS, f"{number + 3} ferries today") for number, text in
             enumerate(site(9, ADDRESS))]  # fmt: skip
    assert clean(pages[4], count_lines(pages)).text == page(*story(4))


def test_headlines_go_that_many_files_announce_with_the_same_words() -> None:
    pages = [
        text.replace(ADDRESS, f"In another port: Cat {number} wins prize of {number + 1} gulls")
        for number, text in enumerate(site(20, ADDRESS))
    ]
    assert clean(pages[7], count_lines(pages)).text == page(*story(7))
    assert clean(pages[7]).text != page(*story(7))


@pytest.mark.parametrize("count", [2, 3, 5, 20])
def test_what_an_agency_sent_to_many_stays(count: int) -> None:
    wire = [
        page(f"Fishermen found, {name}", "VELLING (Reuters) — " + COPY[0], *COPY[1:], "Reuters")
        for name in map(str, range(count))
    ]
    cleaned = clean(wire[0], count_lines([*wire, *site(30, ADDRESS)]))
    assert all(sentence in cleaned.text for sentence in COPY)
    assert cleaned.source.outlet == "Reuters"
    assert cleaned.source.dateline == "VELLING"


@pytest.mark.parametrize("count", [3, 6, 20])
def test_a_story_shared_with_sentences_of_each_outlet_stays(count: int) -> None:
    texts = []
    for number in range(count):
        own = story(number)
        texts.append(page("Fishermen found after nine days", *COPY[:5], *own[:2], COPY[5], ADDRESS))
    cleaned = clean(texts[0], count_lines([*texts, *site(30, ADDRESS)]))
    assert all(sentence in cleaned.text for sentence in (*COPY, *story(0)[:2]))
    assert ADDRESS not in cleaned.text


def test_copies_of_one_file_are_read_like_the_file() -> None:
    text = page("Harbour bridge to close", "By Ines Tarrow", *STORY, "Share this article")
    copies = clean(text, count_lines([text] * 9))
    assert (copies.text, copies.source) == (clean(text).text, clean(text).source)


def test_a_quotation_in_a_few_reports_stays() -> None:
    quotation = "“We could not wait for the summer any longer than the bridge could,” said the mayor."
    pages = [text.replace(ADDRESS, quotation) for text in site(4, ADDRESS)]
    assert quotation in clean(pages[0], count_lines(pages)).text


def test_a_folder_is_a_batch_and_so_are_files_named_together(tmp_path: Path) -> None:
    folder = save(tmp_path / "site", site(20, ADDRESS, PROMOTION))
    whole = articles(folder)
    assert [article.text for article in whole] == [page(*story(number)) for number in range(20)]
    assert [article.text for article in articles(*sorted(folder.iterdir()))] == [
        article.text for article in whole
    ]
    # A file by itself shares nothing.
    assert ADDRESS in articles(folder / "000.txt")[0].text


def test_the_texts_of_an_archive_are_a_batch(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as packed:
        for number, text in enumerate(site(20, ADDRESS, PROMOTION)):
            packed.writestr(f"{number:03}.txt", text)
        packed.writestr("data.bin", b"\0\1\2" * 50)
    read = articles(tmp_path / "site.zip")
    assert [article.text for article in read] == [page(*story(number)) for number in range(20)]


def test_other_formats_and_large_files_are_not_counted(tmp_path: Path) -> None:
    folder = save(tmp_path / "site", site(1, ADDRESS))
    record = json.dumps({"text": ADDRESS})
    for number in range(9):
        (folder / f"{number}.jsonl").write_text(record)
        (folder / f"large{number}.txt").write_text(f"{ADDRESS}\n" + "Fog came in over the harbour. " * 40_000)
    [article] = [item for item in articles(folder) if item.origin.endswith("000.txt")]
    assert ADDRESS in article.text


def test_a_batch_is_read_the_same_twice(tmp_path: Path) -> None:
    folder = save(tmp_path / "site", site(12, ADDRESS))
    with Library.open(tmp_path / "library") as library:
        assert len(library.add(read_articles(folder)).added) == 12
        again = library.add(read_articles(folder))
        assert (len(again.unchanged), again.added, again.updated) == (12, [], [])


def test_counting_forgets_the_rarest_lines_and_keeps_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_MOST", 100)
    batch = batches.Batch()
    for number in range(400):
        batch.add(
            f"{ADDRESS}\nThe pair of number {number // 2} stands in two files, as many another pair does."
        )
    assert batch.files(ADDRESS) == 400
    assert len(batch._counts) <= 101
