"""Builds a query from a question: a query term for each word, with its expansions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.analysis.analyzer import Analyzer
from index.analysis.bigrams import with_particles
from index.analysis.char_filter import readable
from index.analysis.words import fold, plain
from index.model.article import Span
from index.query import codes, number_synonyms, word_families
from index.query.synonyms import Phrase, Synonyms
from index.spelling import VocabularyLookup, apart, propose, together
from index.spelling.fuzzy_keys import exactly
from index.spelling.normalize import letters
from index.spelling.variants import FUZZY_FROM, SameContext
from index.spelling.vocabulary import Count

# Other spellings of a name are looked up only while no more passages than this hold it: a name in more
# passages has its answers, and a look-up costs about a millisecond.
KNOWN_WELL = 300
# How many words of a question, the first ones, are looked up among the spellings. It bounds what a long post
# can cost; a slip of the finger is seldom in more.
MOST_LOOKED_UP = 4

NO_SYNONYMS = Synonyms({}, 0)
# Returns the document frequency of each of some terms: how many passages hold it.
DocumentFrequencies = Callable[[Sequence[str]], Sequence[int]]


class Expansion(NamedTuple):
    """One form in which a passage may hold a query term: terms that must all stand in it, and their weight.

    `word` is what the terms were made of; `kind` says where it comes from: "asked" is the question's own
    word, others are "synonym", "respelled", "derived" or a kind of `spelling.variants`.
    """

    terms: Phrase
    weight: float
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of a question, or a phrase that has synonyms.

    `terms` are its own index terms, `written` is how the question writes it, and `expansions` are all forms
    that a passage may hold instead, the word itself among them.
    """

    terms: Phrase
    written: str
    expansions: tuple[Expansion, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question in the terms of the index.

    `terms` are the distinct index terms that plain BM25 scores, `query_terms` the words that ranking scores,
    with their expansions; `sequence` are all index terms in their order, stop words among them.
    """

    terms: tuple[str, ...]
    query_terms: tuple[QueryTerm, ...]
    sequence: tuple[str, ...]


@dataclass(slots=True)
class QueryBuilder:
    """Builds queries for one state of a library: its vocabulary, document frequencies and synonyms."""

    analyzer: Analyzer
    words: VocabularyLookup
    document_frequencies: DocumentFrequencies
    synonyms: Synonyms | None = None
    same_context: SameContext | None = None
    # How many words of the current question were looked up among the spellings.
    _looked_up: int = field(default=0, init=False)

    def build(self, question: str) -> Query:
        """Return the query of `question`."""
        text = readable(question)
        located = list(self.analyzer.locate(text))
        sequence = tuple(term for term, _ in located)
        terms = tuple(self.analyzer.question_terms(question))
        frequencies = dict(zip(terms, self.document_frequencies(terms), strict=True))
        own = frozenset(terms)
        joints = _joints(located, frequencies, self.analyzer.is_stop)
        groups = self._groups(text, located, own - joints)
        self._looked_up = 0
        query_terms = []
        for place, (phrase, written, meant) in enumerate(groups):
            neighbour = groups[place + 1][1] if place + 1 < len(groups) else ""
            others: list[Expansion] = []
            if len(phrase) == 1:
                others = list(self._expansions(phrase, written, neighbour, frequencies, own))
            query_terms.append(QueryTerm(phrase, written, _best([*meant, *others])))
        return Query(terms, tuple(self._without_unseen(query_terms, frequencies)), sequence)

    def _groups(
        self, text: str, located: Sequence[tuple[str, Span]], wanted: frozenset[str]
    ) -> list[tuple[Phrase, str, list[Expansion]]]:
        """Return the question's words and phrases that count, each once, with their synonyms."""
        rules = codes.grouped(self._rules().match([term for term, _ in located]), text, located)
        found: dict[Phrase, tuple[str, list[Expansion]]] = {}
        place = 0
        for phrase, meant in ((rule.phrase, rule.meant) for rule in rules):
            first = located[place][1].start
            place += len(phrase)
            written = text[first : located[place - 1][1].end]
            if meant == (phrase,) and wanted.isdisjoint(phrase):
                continue
            expansions = [
                Expansion(one, 1.0, "asked" if one == phrase else "synonym", " ".join(one)) for one in meant
            ]
            found.setdefault(phrase, (written, expansions))
        return [(phrase, written, meant) for phrase, (written, meant) in found.items()]

    def _rules(self) -> Synonyms:
        """Return the library's synonyms, in English over those of numbers."""
        if self.analyzer.language != word_families.LANGUAGE:
            return self.synonyms or NO_SYNONYMS
        return number_synonyms.with_numbers(self.synonyms)

    def _expansions(
        self,
        phrase: Phrase,
        written: str,
        neighbour: str,
        frequencies: dict[str, int],
        own: frozenset[str],
    ) -> Iterator[Expansion]:
        """Yield the expansions of a single word beside itself and its synonyms.

        `own` are the terms that the question asks for already.
        """
        [term] = phrase
        word = fold(plain(written))
        yield from self._other_forms(term, word, own)
        if self._worth_looking_up(word, frequencies.get(term, 0)):
            self._looked_up += 1
            variants = propose(word, self.words, self.same_context)
            if not frequencies.get(term):
                parted = apart(word, self.words)
                joined = together(written, neighbour, self.words) if neighbour else None
                variants += [one for one in (parted, joined) if one]
            for variant in variants:
                if variant_terms := self._terms(variant.word, own):
                    yield Expansion(variant_terms, variant.weight, variant.kind, variant.word)

    def _other_forms(self, term: str, word: str, own: frozenset[str]) -> Iterator[Expansion]:
        """Yield other forms of a word, in English those of its family, too."""
        for other in with_particles(term):
            if other not in own:
                yield Expansion((other,), word_families.RESPELLED, "respelled", other)
        if self.analyzer.language != word_families.LANGUAGE:
            return
        for other in word_families.respelled(word):
            if other_terms := self._terms(other, own):
                yield Expansion(other_terms, word_families.RESPELLED, "respelled", other)
        stems = [stem for stem in word_families.derived(term) if stem not in own]
        for stem, passages in zip(stems, self.document_frequencies(stems), strict=True):
            if passages:
                yield Expansion((stem,), word_families.DERIVED, "derived", stem)

    def _worth_looking_up(self, word: str, passages: int) -> bool:
        """Return whether other spellings of a word may help: none, or only few, of the passages hold it.

        A word that the library knows is looked up only if it is a name there.
        """
        if self._looked_up >= MOST_LOOKED_UP or len(letters(word)) < FUZZY_FROM - 1 or passages > KNOWN_WELL:
            return False
        if not passages:
            return True
        own = letters(word)
        return Count(*self.words.near(exactly(own)).get(word, (0, 0))).is_name()

    def _terms(self, words: str, own: frozenset[str]) -> Phrase:
        """Return the terms of a variant; none when the question asks for them already."""
        terms = tuple(self.analyzer.analyze(words))
        return () if own.issuperset(terms) else terms

    def _without_unseen(
        self, query_terms: list[QueryTerm], frequencies: dict[str, int]
    ) -> Iterator[QueryTerm]:
        """Yield the query terms without the expansions that no passage holds, but for the word itself."""
        expanded = {term for one in query_terms for expansion in one.expansions for term in expansion.terms}
        order = sorted(expanded - frequencies.keys())
        passages = frequencies | dict(zip(order, self.document_frequencies(order), strict=True))
        for query_term in query_terms:
            expansions = tuple(
                one
                for one in query_term.expansions
                if one.kind == "asked" or all(passages[term] for term in one.terms)
            )
            yield QueryTerm(query_term.terms, query_term.written, expansions)


def _joints(
    located: Sequence[tuple[str, Span]], frequencies: dict[str, int], is_stop: Callable[[str], bool]
) -> frozenset[str]:
    """Return the pairs of characters where two words meet, in a script without blanks between words.

    No passage holds such a pair, but some hold the pairs on both sides, or these are stop words; an answer
    need not hold it.
    """
    return frozenset(
        term
        for (before, one), (term, span), (after, other) in zip(
            located, located[1:], located[2:], strict=False
        )
        if one.end > span.start
        and span.end > other.start
        and not frequencies.get(term)
        and (frequencies.get(before) or frequencies.get(after))
        and all(frequencies.get(beside) or is_stop(beside) for beside in (before, after))
    )


def _best(expansions: Sequence[Expansion]) -> tuple[Expansion, ...]:
    """Return one expansion for the same terms, with the greatest weight; the word itself comes first."""
    best: dict[Phrase, Expansion] = {}
    for one in expansions:
        if one.terms not in best or best[one.terms].weight < one.weight:
            best[one.terms] = one
    return tuple(best.values())
