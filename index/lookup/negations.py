"""Words without which a sentence says something else: negations and numbers, in many languages.

A list of words, no grammar: what it holds is named where a quote leaves it out, whatever the language.
"""

import re

from index.lookup.words import Words

NEGATIONS = frozenset(
    # English
    "not no nor never neither none nobody nothing nowhere without cannot hardly barely scarcely unless "
    "except un non anti "
    # German, Dutch, Scandinavian
    "nicht nichts nie niemals nein niemand niemanden niemandem nirgends nirgendwo weder ohne kaum "
    "kein keine keinen keinem keiner keines keinerlei "
    "niet niets geen nooit niemand nergens zonder inte icke ej aldrig ingen inget inga ingenting utan "
    "ikke aldri uten uden "
    # French, Spanish, Portuguese, Italian, Romanian
    "ne pas jamais rien aucun aucune personne ni sans nul nulle "
    "nunca jamás nadie ningún ninguno ninguna sin tampoco "
    "não ninguém nenhum nenhuma nem sem "
    "nessuno nessun nessuna niente nulla né senza mica nu nici fără niciodată "
    # Polish, Czech, Hungarian, Turkish, Indonesian, Vietnamese
    "nigdy nikt nic bez żadne żaden żadna není nikdy nikdo žádný soha senki "
    "değil yok hayır tidak bukan jangan không chưa "
    # Russian, Ukrainian, Greek
    "не нет ни никогда никто ничего без ні ніколи δεν δε μην μη όχι ποτέ χωρίς "
    # Arabic, Persian, Hebrew, Hindi
    "لا لم لن ليس ليست غير دون نه نیست هیچ بدون לא אין אל בלי नहीं न मत बिना".split()
)
# Scripts without blanks, and Korean, where negations stand within words.
_WITHIN = re.compile(r"[不沒没无無非未别勿]|ない|なか|なく|ません|ず|ぬ|ไม่|[않없못]|아니|(?<!\S)안(?!\S)")
_NUMBER_WORDS = frozenset(
    "zero two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred hundreds thousand thousands million millions billion billions trillion dozen "
    "dozens half twice percent "
    "null zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig "
    "hundert tausend tausende millionen milliarde milliarden prozent dutzend hälfte "
    "deux trois quatre cinq sept huit neuf dix onze douze vingt trente quarante cinquante cent cents mille "
    "milliard milliards moitié pourcent "
    "dos tres cuatro cinco seis siete ocho nueve diez doce veinte treinta cien ciento cientos mil millón "
    "millones mitad".split()
)


def telling_words(text: Words, first: int, last: int) -> tuple[str, ...]:
    """Return the negations and numbers from the word `first` to before `last` as they stand, each once."""
    found = [
        text.text[slice(*text.spans[place])] for place in range(first, last) if _tells(text.folded[place])
    ]
    if not text.text.isascii():
        found += _WITHIN.findall(text.part(first, last))
    return tuple(dict.fromkeys(found))


def _tells(word: str) -> bool:
    if word in NEGATIONS or word in _NUMBER_WORDS or any(map(str.isnumeric, word)):
        return True
    # "don't", "n'est", "qu'aucun".
    return "'" in word and (
        word.endswith("n't") or word.startswith("n'") or not NEGATIONS.isdisjoint(word.split("'"))
    )
