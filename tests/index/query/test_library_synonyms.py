"""A library's own synonyms: installed, used, copied, removed, and what is said when they are broken."""

from pathlib import Path

import pytest

from bot.interactions.errors import line
from bot.texts import voice
from command import pullquote
from index import Article, Library, LibraryError
from index.query.synonyms import FILE_NAME

RULES = "# Names of one group\nISIS, ISIL, Daesh, Islamic State\nBig Blue => IBM\n"
TEXTS = {
    "isis": "ISIS lost the town of Marrow in the spring.",
    "isil": "ISIL fighters left the dam at Lower Quay.",
    "daesh": "A spokesman for Daesh denied the attack on the ferry.",
    "state": "The Islamic State claimed the raid on the granary.",
    "ibm": "IBM opens a laboratory in the harbour.",
    "whale": "A big blue whale was seen off the coast.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as opened:
        opened.add(Article(text=text, id=name) for name, text in TEXTS.items())
    return tmp_path / "library"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rules.txt"
    path.write_text(RULES, encoding="utf-8")
    return path


def found(folder: Path, question: str) -> set[str]:
    with Library.open(folder) as opened:
        return {hit.passage.article.id for hit in opened.search(question, 10).hits}


def test_without_rules_there_are_none(folder: Path) -> None:
    assert pullquote("synonyms", "-l", folder).startswith("no synonyms; `pullquote synonyms FILE`")
    assert found(folder, "Daesh") == {"daesh"}


def test_installed_rules_are_shown_as_they_stand(folder: Path, rules: Path) -> None:
    assert pullquote("synonyms", rules, "-l", folder) == "5 words and phrases have synonyms now\n"
    assert pullquote("synonyms", "-l", folder) == RULES
    assert [path.name for path in folder.glob("synonyms*")] == [FILE_NAME]


@pytest.mark.parametrize("name", ["ISIS", "ISIL", "Daesh", "Islamic State"])
def test_whoever_asks_for_one_finds_all(folder: Path, rules: Path, name: str) -> None:
    pullquote("synonyms", rules, "-l", folder)
    assert found(folder, f"What about {name}?") == {"isis", "isil", "daesh", "state"}


def test_a_one_way_rule_goes_one_way(folder: Path, rules: Path) -> None:
    pullquote("synonyms", rules, "-l", folder)
    assert found(folder, "Big Blue") == {"ibm"}
    assert found(folder, "IBM") == {"ibm"}


def test_an_open_library_goes_by_new_rules_at_once(folder: Path, rules: Path) -> None:
    with Library.open(folder) as opened:
        assert len(opened.search("Daesh", 10).hits) == 1
        opened.set_synonyms(rules)
        assert len(opened.search("Daesh", 10).hits) == 4
        assert opened.remove_synonyms()
        assert len(opened.search("Daesh", 10).hits) == 1
        assert not opened.remove_synonyms()


def test_wrong_rules_are_all_named_and_leave_the_old_ones(folder: Path, rules: Path) -> None:
    pullquote("synonyms", rules, "-l", folder)
    rules.write_text("alone\na, b\nx => \n", encoding="utf-8")
    shown = pullquote("synonyms", rules, "-l", folder, code=1)
    assert f"{rules}:1: one entry alone" in shown
    assert f'{rules}:3: nothing stands on the right of "=>"' in shown
    assert pullquote("synonyms", "-l", folder) == RULES


def test_rules_in_another_encoding_are_refused(folder: Path, rules: Path) -> None:
    rules.write_bytes("café, bar\n".encode("latin-1"))
    assert f"{rules}:1: not in UTF-8" in pullquote("synonyms", rules, "-l", folder, code=1)
    assert "No such file" in pullquote("synonyms", rules.with_name("none.txt"), "-l", folder, code=1)


def test_a_file_broken_in_place_is_named_by_ask(folder: Path) -> None:
    (folder / FILE_NAME).write_text("a, b\nalone\n", encoding="utf-8")
    shown = pullquote("ask", "Who denied the attack?", "-l", folder, code=1)
    assert shown.startswith(f"pullquote: {folder / FILE_NAME}:2: one entry alone; put its synonyms behind it")
    assert f"{FILE_NAME}:2" in pullquote("synonyms", "-l", folder, code=1)


def test_the_bot_tells_people_no_file_names_but_the_log(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / FILE_NAME).write_text("alone\n", encoding="utf-8")
    with Library.open(folder) as opened, pytest.raises(LibraryError) as raised:
        opened.search("Who denied the attack?")
    told = line(raised.value, voice("en-GB"))
    assert told.startswith("I cannot read the articles at the moment. Whoever runs this bot can mend that.")
    assert FILE_NAME not in told
    assert f"{FILE_NAME}:1: one entry alone" in caplog.text


def test_rules_are_removed(folder: Path, rules: Path) -> None:
    pullquote("synonyms", rules, "-l", folder)
    assert pullquote("synonyms", "--remove", "-l", folder) == "removed the synonyms\n"
    assert pullquote("synonyms", "--remove", "-l", folder) == "there were no synonyms\n"
    assert "not both" in pullquote("synonyms", rules, "--remove", "-l", folder, code=2)


def test_a_backup_holds_the_rules(folder: Path, rules: Path, tmp_path: Path) -> None:
    pullquote("synonyms", rules, "-l", folder)
    pullquote("backup", tmp_path / "copy", "-l", folder)
    assert found(tmp_path / "copy", "Daesh") == {"isis", "isil", "daesh", "state"}
