"""Stop words of other languages than English: what a question says without asking for it."""

from pathlib import Path

import pytest

from index import Article, Library
from index.analysis import stopwords
from index.analysis.analyzer import Analyzer, analyzer

TEXTS = {
    "german": (
        "Von Mai an bekommen die Gerber in Moorstedt drei Prozent mehr Lohn.",
        "Im Hafen von Moorstedt ist ein Kutter gesunken. Die Mannschaft wurde gerettet.",
        "Die Schule am Deich bekommt ein neues Dach. Der Unterricht findet in Zelten statt.",
        "Ein Sturm hat das Zelt des Zirkus zerrissen. Verletzt wurde niemand.",
        "Der Stadtrat hat den Bau einer Schleuse beschlossen. Sie soll vier Millionen Euro kosten.",
    ),
    "french": (
        "Les salaires des tanneurs de Valmont augmentent de trois pour cent en mai.",
        "Un chalutier a coulé dans le port de Valmont. Tous les marins ont été sauvés.",
        "Le toit de cette école sera remplacé pendant les vacances.",
        "Une tempête a déchiré le chapiteau du cirque. Aucun blessé.",
        "Le conseil municipal construira une écluse. Elle coûtera quatre millions.",
    ),
    "spanish": (
        "El paro en Valverde bajó en mayo por tercera vez. Trabajan más curtidores.",
        "Un pesquero se hundió frente al puerto de Valverde. La tripulación está a salvo.",
        "La escuela del dique estrena tejado. Las clases se dan en carpas.",
        "Una tormenta rasgó la carpa del circo. No hubo heridos.",
        "El ayuntamiento construirá una esclusa para los barcos. Costará cuatro millones.",
    ),
}


@pytest.mark.parametrize(
    ("language", "question", "where"),
    [
        ("german", "Um wie viel Prozent steigt denn jetzt der Lohn?", "0"),
        ("german", "Was wird denn nun aus dieser Schleuse?", "4"),
        ("french", "Et qu'est-ce qu'il y a eu avec le chapiteau ?", "3"),
        ("french", "Quand est-ce que cette école aura enfin son toit ?", "2"),
        ("spanish", "¿Y cuánto es lo que va a costar la esclusa esa?", "4"),
        ("spanish", "¿Por qué se hundió entonces ese pesquero?", "1"),
    ],
)
def test_a_question_as_people_ask_it_finds_its_article(
    tmp_path: Path, language: str, question: str, where: str
) -> None:
    with Library.open(tmp_path, language=language) as library:
        library.add(Article(text=text, id=str(number)) for number, text in enumerate(TEXTS[language]))
        answer = library.search(question)
        assert answer.found
        assert answer.hits[0].passage.article.id == where


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("german", "Wer wird denn jetzt die nächste Bundeskanzlerin?"),
        ("french", "Est-ce qu'elle a gagné l'élection, finalement ?"),
        ("spanish", "¿Y quién es el que ganó entonces las elecciones?"),
    ],
)
def test_words_that_only_ask_make_no_answer(tmp_path: Path, language: str, question: str) -> None:
    with Library.open(tmp_path, language=language) as library:
        library.add(Article(text=text, id=str(number)) for number, text in enumerate(TEXTS[language]))
        assert not library.search(question).found


@pytest.mark.parametrize(
    ("language", "question", "terms"),
    [
        ("german", "Um wie viel Prozent steigt denn jetzt der Lohn?", ["prozent", "steigt", "lohn"]),
        ("french", "Qu'est-ce qu'il coûte ?", ["cout"]),
        # "paro" has the stem of "para", and is what was asked for; so is the party PO.
        ("spanish", "¿Hay paro para todos?", ["par"]),
        ("polish", "Co to jest PO?", ["po"]),
        ("polish", "CO JEST PO WOJNIE?", ["wojn"]),
        ("turkish", "Bazı köprüler neden yıkıldı?", ["kopruler", "yıkıl"]),
        ("norwegian", "Hva er det som brenner?", ["brenn"]),
        ("russian", "Сколько стоит жизнь в России?", ["сто", "жизн", "росс"]),
        ("german", "Wer ist das?", ["wer", "ist", "das"]),
        ("porter", "What did they say about bridges?", ["bridg"]),
        ("simple", "what did they say", ["what", "did", "they", "say"]),
    ],
)
def test_stop_words_are_known_by_their_spelling(language: str, question: str, terms: list[str]) -> None:
    assert analyzer(language).question_terms(question) == terms


def test_stop_words_are_indexed_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are of the question alone, so no library is to be made anew for another list of them."""
    text = "DIE LÖHNE STEIGEN: Die IG ist für das, was WIR so wollen. Wer? Die WHO."
    terms, fingerprint = analyzer("german").analyze(text), analyzer("german").fingerprint
    monkeypatch.setattr(stopwords, "of", lambda _: frozenset())
    bare = Analyzer("german")
    assert bare.question_terms("Wer war das?") == ["wer", "war", "das"]
    assert (bare.analyze(text), bare.fingerprint) == (terms, fingerprint)


def test_english_keeps_the_list_that_was_measured() -> None:
    assert stopwords.of("english") == stopwords.ENGLISH == stopwords.of("porter")
