"""Other spellings of a name or a rare word in a library. It knows no store.

`variants` proposes them: `fuzzy_keys` finds candidates in a `vocabulary` without a scan, `phonetics` and edit
distances weigh them, `normalize` and `irregular` join British and American forms, and `name_context` keeps
two frequent names apart whose surroundings differ. `compounds` joins and splits words.
"""

from index.spelling.compounds import apart, particles, together
from index.spelling.name_context import PASSAGES, context_terms, judge
from index.spelling.variants import Variant, VariantKind, propose, similarity
from index.spelling.vocabulary import Count, Vocabularies, Vocabulary, VocabularyLookup

__all__ = [
    "PASSAGES",
    "Count",
    "Variant",
    "VariantKind",
    "Vocabularies",
    "Vocabulary",
    "VocabularyLookup",
    "apart",
    "context_terms",
    "judge",
    "particles",
    "propose",
    "similarity",
    "together",
]
