"""Other spellings of a name or a rare word in a library. It knows no store."""

from index.variants.compounds import apart, particles, together
from index.variants.context import PASSAGES, company, judge
from index.variants.propose import Kind, Variant, propose, similarity
from index.variants.vocabulary import Count, Lookup, Vocabularies, Vocabulary

__all__ = [
    "PASSAGES",
    "Count",
    "Kind",
    "Lookup",
    "Variant",
    "Vocabularies",
    "Vocabulary",
    "apart",
    "company",
    "judge",
    "particles",
    "propose",
    "similarity",
    "together",
]
