"""A small library of names and words in several spellings, made up for the tests of variants."""

from index.spelling import Vocabulary, propose


def split(text: str) -> list[str]:
    return text.split()


NAMES = split("""
    kadhimi kazemi kadimi kadhemi soleimani suleimani qassem qasem qassim zelensky zelenskyy gaddafi qadhafi
    mohammed muhammad mohamed erdogan larsen larson hansen hanson baradei elbaradei tchaikovsky chaikovsky
""")
WORDS = split("""
    colour color organise organize organisation centre center defence defense travelled aluminium aluminum
    children child wolves wolf crises crisis government parliament timetable withdrawal soldier soldiers
    hospital weapons intelligence agriculture cyber attack brain brian parrot grey gray
""")
LIBRARY = dict.fromkeys(NAMES, (4, 4)) | dict.fromkeys(WORDS, (30, 2))
VOCABULARY = Vocabulary.build(LIBRARY)


def proposed(word: str, vocabulary: Vocabulary = VOCABULARY) -> list[str]:
    return [variant.word for variant in propose(word, vocabulary)]
