"""Libraries of other languages than English, and text without blanks between words."""

import json
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import pullquote
from index import Answer, Article, Library, LibraryError
from index.analysis import languages
from index.analysis.analyzer import Analyzer, analyze, analyzer
from index.analysis.sentences import sentences

CHINESE = (
    "北岸市去年有三十万人口，比前年多两万。市长李明说，新桥将在五月开通。",
    "渔港昨天发生火灾，三艘渔船烧毁，没有人受伤。",
    "学校决定明年春天开设航海课程。",
)
JAPANESE = (
    "つくば市の人口は二十五万人です。市長は新しい駅を作ると言いました。",
    "港で火事があり、漁船三隻が燃えました。けが人はいません。",
    "学校は来年の春から航海の授業を始めます。",
)
THAI = (
    "เมืองท่าเรือเปิดสะพานใหม่ในเดือนพฤษภาคม",
    "ไฟไหม้เรือประมงสามลำเมื่อวานนี้ ไม่มีผู้บาดเจ็บ",
    "โรงเรียนจะสอนวิชาการเดินเรือปีหน้า",
)
GERMAN = (
    "Die Stadträte beschlossen gestern den Bau zweier Brücken. Der Bürgermeister lobte den Beschluss.",
    "Im Hafen brannten drei Fischerboote. Verletzt wurde niemand.",
)
ARABIC = ("افتتح رئيس البلدية الجسر الجديد في مايو.", "احترقت ثلاثة قوارب صيد في الميناء عام ٢٠٢٤.")
HINDI = ("महापौर ने मई में नया पुल खोला।", "बंदरगाह में मछली पकड़ने वाली तीन नावें जल गईं।")


@contextmanager
def library(folder: Path, language: str, texts: tuple[str, ...]) -> Iterator[Library]:
    with Library.open(folder, language=language) as opened:
        opened.add(Article(text=text, id=str(number)) for number, text in enumerate(texts))
        yield opened


def matched(answer: Answer) -> list[str]:
    hit = answer.hits[0]
    return [hit.passage.text[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("东京都", ["东京", "京都"]),
        ("李", ["李"]),
        ("約5,000人", ["約", "5000", "人"]),
        ("iPhone用户", ["iphon", "用户"]),
        ("ﾄﾞｲﾂ", ["ドイ", "イツ"]),
        ("北京，上海", ["北京", "上海"]),
        ("ドナルド・キーン", ["ドナ", "ナル", "ルド", "キー", "ーン"]),
        ("ក\u200bខ\u200b", ["កខ"]),
        ("ປີ ໒໐໒໔", ["ປີ", "2024"]),
    ],
)
def test_runs_without_blanks_become_pairs_of_characters(text: str, terms: list[str]) -> None:
    assert analyze(text) == terms


def test_signs_stay_with_their_letters() -> None:
    located = [span for _, span in analyzer().locate("กี่ลำ")]
    assert [("กี่ลำ")[start:end] for start, end in located] == ["กี่ล", "ลำ"]


def test_pairs_are_the_same_in_libraries_of_any_language() -> None:
    assert {tuple(analyze(CHINESE[0], language)) for language in languages.known()} == {
        tuple(analyze(CHINESE[0]))
    }


def test_a_question_loses_the_pairs_that_only_ask_or_connect() -> None:
    assert analyzer().question_terms("东京的人口是多少？") == ["东京", "人口"]
    assert analyzer().question_terms("漁船は燃えたか") == ["漁船", "燃え", "えた"]
    assert analyzer().question_terms("是的吗") == ["是的", "的吗"]


def test_words_of_a_library_are_no_sentences_without_blanks() -> None:
    assert analyzer().count_words([CHINESE[0] + " Smith说"]) == {"smith": (1, 1)}


def test_a_name_in_capitals_among_chinese_is_no_shout() -> None:
    assert "WHO" in analyze("WHO总干事表示，疫情，已经")


@given(st.text(alphabet="东京がｶﾞ゙กำ้ကိ្ខ\u200bAé5,.' \n"))
def test_composed_and_decomposed_pairs_are_the_same(text: str) -> None:
    assert analyze(unicodedata.normalize("NFD", text)) == analyze(unicodedata.normalize("NFC", text))
    assert [term for term, _ in analyzer().locate(text)] == analyze(text)


@pytest.mark.parametrize("text", ["É.A", "T.ƯA", "O.ÚN"])
def test_composed_and_decomposed_abbreviations_are_the_same(text: str) -> None:
    assert analyze(unicodedata.normalize("NFD", text)) == analyze(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("texts", "question", "where", "words"),
    [
        (CHINESE, "北岸市的人口是多少？", "0", ["北岸市", "人口"]),
        (CHINESE, "渔船为什么烧毁？", "1", ["渔船", "烧毁"]),
        (CHINESE, "新桥什么时候开通？", "0", ["新桥", "开通"]),
        (JAPANESE, "つくば市の人口はいくらですか。", "0", ["つくば市", "人口"]),
        (JAPANESE, "漁船はなぜ燃えましたか。", "1", ["漁船", "燃えま"]),
        (THAI, "สะพานใหม่เปิดเมื่อไร", "0", ["เปิด", "สะพานใหม่"]),
        (THAI, "เรือประมงไฟไหม้กี่ลำ", "1", ["ไฟไหม้", "เรือประมง", "ลำ"]),
    ],
)
@pytest.mark.parametrize("language", ["simple", "english"])
def test_questions_find_their_passage_and_mark_whole_words(
    tmp_path: Path, language: str, texts: tuple[str, ...], question: str, where: str, words: list[str]
) -> None:
    with library(tmp_path, language, texts) as opened:
        answer = opened.search(question)
    assert answer.hits[0].passage.article.id == where
    assert matched(answer) == words


@pytest.mark.parametrize(
    ("texts", "question"), [(CHINESE, "总统选举的结果是什么？"), (JAPANESE, "大統領選挙の結果は？")]
)
def test_what_no_passage_says_is_not_found(tmp_path: Path, texts: tuple[str, ...], question: str) -> None:
    with library(tmp_path, "simple", texts) as opened:
        assert not opened.search(question).found


def test_characters_in_their_order_score_more_than_scattered(tmp_path: Path) -> None:
    texts = ("海山与山大以及大学都有人。", "海山大学都有人以及与山大。", "渔港昨天发生火灾。")
    with library(tmp_path, "simple", texts) as opened:
        answer = opened.search("海山大学")
    assert [hit.passage.article.id for hit in answer.hits] == ["1", "0"]
    [first, second] = [hit.why.pairs for hit in answer.hits if hit.why]
    assert first > second


@pytest.mark.parametrize(
    ("language", "texts", "question", "where"),
    [
        ("german", GERMAN, "Was wurde zum Bau der Brücke beschlossen?", "0"),
        ("german", GERMAN, "Welches Fischerboot brannte?", "1"),
        ("arabic", ARABIC, "متى افتتح الجسر؟", "0"),
        ("arabic", ARABIC, "قوارب الصيد 2024", "1"),
        ("hindi", HINDI, "पुल किसने खोला?", "0"),
        ("hindi", HINDI, "नाव बंदरगाह", "1"),
    ],
)
def test_stemmed_languages(
    tmp_path: Path, language: str, texts: tuple[str, ...], question: str, where: str
) -> None:
    with library(tmp_path, language, texts) as opened:
        assert opened.search(question).hits[0].passage.article.id == where


def test_a_simple_library_stems_nothing_and_knows_no_stop_words() -> None:
    simple = Analyzer("simple")
    assert simple.analyze("The Brücken") == ["the", "brucken"]
    assert simple.question_terms("the bridges") == ["the", "bridges"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [("German", "german"), ("de", "german"), ("none", "simple"), ("en", "english"), ("nl", "dutch")],
)
def test_languages_are_known_by_several_names(said: str, meant: str) -> None:
    assert languages.named(said) == meant


def test_sentences_end_by_the_rules_of_the_language() -> None:
    text = "Er kam z. B. am Montag. Sie ging."
    assert len(sentences(text, languages.code("german"))) == 2
    assert [languages.code(name) for name in ("german", "simple", "porter")] == ["de", "en", "en"]


def test_sentences_of_text_without_blanks_end_too() -> None:
    assert len(sentences(CHINESE[0])) == len(sentences(JAPANESE[0])) == 2


def test_an_unknown_language_is_refused_before_anything_is_laid_out(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match='"klingon"; choose one of: arabic'):
        Library.open(tmp_path / "library", language="klingon")
    assert not (tmp_path / "library").exists()


def test_add_lays_out_a_library_in_a_language_and_keeps_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    record = json.dumps({"id": "a", "text": GERMAN[0]}, ensure_ascii=False) + "\n"
    pullquote("add", "-", "-l", folder, "--language", "de", stdin=record)
    pullquote("add", "-", "-l", folder, stdin=record)
    shown = pullquote("add", "-", "-l", folder, "--language", "french", stdin=record, code=1)
    assert "this library is in german and keeps to it; leave out --language" in shown
    assert "language  german" in pullquote("stats", "-l", folder)
    assert "no stemmer" in pullquote("add", "-", "-l", folder, "--language", "klingon", code=2)
