"""What a question asks for: a slot for each of its words, with all that will do in its place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.analysis.analyzer import Analyzer, fold, plain
from index.analysis.char_filter import readable
from index.model.article import Span
from index.query import number_synonyms, word_families
from index.query.synonyms import Phrase, Synonyms
from index.spelling import VocabularyLookup, apart, propose, together
from index.spelling.fuzzy_keys import exactly
from index.spelling.normalize import letters
from index.spelling.variants import FUZZY_FROM, SameContext
from index.spelling.vocabulary import Count

# Other spellings of a name that this library knows are looked for while so few passages hold it: a name that
# more hold has its answers, and a look costs about a millisecond.
KNOWN_WELL = 300
# At most so many words of a question, the first, are looked up among the spellings. It bounds what a long
# post can cost; a slip of the finger is seldom in more.
MOST_LOOKED_UP = 4

NO_SYNONYMS = Synonyms({}, 0)
# How many passages hold each of some terms.
Holders = Callable[[Sequence[str]], Sequence[int]]


class Expansion(NamedTuple):
    """What does for a word of a question: terms that all stand in the passage, and how much they count for.

    `word` is what they were made of; `kind` says why it does: "asked", "synonym", "respelled", "derived", or
    a kind of `variants`.
    """

    terms: Phrase
    weight: float
    kind: str
    word: str


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word, or a phrase that synonyms know, of a question; `asked` are its own terms."""

    asked: Phrase
    written: str
    alternatives: tuple[Expansion, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as the index sees it.

    `terms` are what BM25 asks for; `slots` what ranking asks for; `sequence` are all terms in their order,
    stop words among them.
    """

    terms: tuple[str, ...]
    slots: tuple[QueryTerm, ...]
    sequence: tuple[str, ...]


@dataclass(slots=True)
class QueryBuilder:
    """Reads questions for one state of a library: its words, how often terms occur, its own synonyms."""

    analyzer: Analyzer
    words: VocabularyLookup
    holders: Holders
    synonyms: Synonyms | None = None
    same_company: SameContext | None = None
    # How many words of the question that is being read were looked up among the spellings.
    _looked_up: int = field(default=0, init=False)

    def read(self, question: str) -> Query:
        """Return what `question` asks for."""
        text = readable(question)
        located = list(self.analyzer.locate(text))
        sequence = tuple(term for term, _ in located)
        terms = tuple(self.analyzer.question_terms(question))
        held = dict(zip(terms, self.holders(terms), strict=True))
        asked = frozenset(terms)
        groups = self._groups(text, located, asked - _joints(located, held, self.analyzer.is_stop))
        self._looked_up = 0
        slots = []
        for place, (phrase, written, meant) in enumerate(groups):
            neighbour = groups[place + 1][1] if place + 1 < len(groups) else ""
            others = list(self._others(phrase, written, neighbour, held, asked)) if len(phrase) == 1 else []
            slots.append(QueryTerm(phrase, written, _best([*meant, *others])))
        return Query(terms, tuple(self._living(slots, held)), sequence)

    def _groups(
        self, text: str, located: Sequence[tuple[str, Span]], wanted: frozenset[str]
    ) -> list[tuple[Phrase, str, list[Expansion]]]:
        """Return the question's words that count, each once, with what synonyms make of them."""
        rules = self._rules().slots([term for term, _ in located])
        found: dict[Phrase, tuple[str, list[Expansion]]] = {}
        place = 0
        for asked, meant in ((rule.asked, rule.meant) for rule in rules):
            first = located[place][1].start
            place += len(asked)
            written = text[first : located[place - 1][1].end]
            if meant == (asked,) and asked[0] not in wanted:
                continue
            alternatives = [
                Expansion(one, 1.0, "asked" if one == asked else "synonym", " ".join(one)) for one in meant
            ]
            found.setdefault(asked, (written, alternatives))
        return [(asked, written, meant) for asked, (written, meant) in found.items()]

    def _rules(self) -> Synonyms:
        """Return the library's synonyms, in English over those of numbers."""
        if self.analyzer.language != word_families.LANGUAGE:
            return self.synonyms or NO_SYNONYMS
        return number_synonyms.with_numbers(self.synonyms)

    def _others(
        self, phrase: Phrase, written: str, neighbour: str, held: dict[str, int], asked: frozenset[str]
    ) -> Iterator[Expansion]:
        """Yield what does for a single word beside itself and its synonyms."""
        [term] = phrase
        word = fold(plain(written))
        if self.analyzer.language == word_families.LANGUAGE:
            for other in word_families.respelled(word):
                if other_terms := self._terms(other, asked):
                    yield Expansion(other_terms, word_families.RESPELLED, "respelled", other)
            stems = [stem for stem in word_families.derived(term) if stem not in asked]
            for stem, passages in zip(stems, self.holders(stems), strict=True):
                if passages:
                    yield Expansion((stem,), word_families.DERIVED, "derived", stem)
        if self._worth_looking_up(word, held.get(term, 0)):
            self._looked_up += 1
            variants = propose(word, self.words, self.same_company)
            if not held.get(term):
                parted = apart(word, self.words)
                joined = together(written, neighbour, self.words) if neighbour else None
                variants += [one for one in (parted, joined) if one]
            for variant in variants:
                if variant_terms := self._terms(variant.word, asked):
                    yield Expansion(variant_terms, variant.weight, variant.kind, variant.word)

    def _worth_looking_up(self, word: str, held: int) -> bool:
        """Return whether other spellings of a word may help: it is unknown here, or a name that few know."""
        if self._looked_up >= MOST_LOOKED_UP or len(letters(word)) < FUZZY_FROM - 1 or held > KNOWN_WELL:
            return False
        if not held:
            return True
        own = letters(word)
        return Count(*self.words.near(exactly(own)).get(word, (0, 0))).is_name()

    def _terms(self, words: str, asked: frozenset[str]) -> Phrase:
        """Return the terms of a variant; none when the question asks for them already."""
        terms = tuple(self.analyzer.analyze(words))
        return () if asked.issuperset(terms) else terms

    def _living(self, slots: list[QueryTerm], held: dict[str, int]) -> Iterator[QueryTerm]:
        """Yield the slots without what no passage holds, but for the asked word itself."""
        new = {term for slot in slots for one in slot.alternatives for term in one.terms} - held.keys()
        order = sorted(new)
        there = held | dict(zip(order, self.holders(order), strict=True))
        for slot in slots:
            alternatives = tuple(
                one
                for one in slot.alternatives
                if one.kind == "asked" or all(there[term] for term in one.terms)
            )
            yield QueryTerm(slot.asked, slot.written, alternatives)


def _joints(
    located: Sequence[tuple[str, Span]], held: dict[str, int], is_stop: Callable[[str], bool]
) -> frozenset[str]:
    """Return the pairs of characters that no passage holds, between two that some do or that say nothing.

    In a script without blanks that is where two words meet, and nothing that an answer should hold.
    """
    return frozenset(
        term
        for (before, one), (term, span), (after, other) in zip(
            located, located[1:], located[2:], strict=False
        )
        if one.end > span.start
        and span.end > other.start
        and not held.get(term)
        and (held.get(before) or held.get(after))
        and all(held.get(beside) or is_stop(beside) for beside in (before, after))
    )


def _best(alternatives: Sequence[Expansion]) -> tuple[Expansion, ...]:
    """Return the alternatives by their terms, each with its greatest weight, what was asked first."""
    best: dict[Phrase, Expansion] = {}
    for one in alternatives:
        if one.terms not in best or best[one.terms].weight < one.weight:
            best[one.terms] = one
    return tuple(best.values())
