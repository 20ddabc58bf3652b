"""Places where a mark ends no sentence, or does: `|` was set by hand, and no splitter was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.sentences import sentences

ENGLISH = {
    "time zone": "The vote is due at 8 p.m. ET on Monday.| It may be late.",
    "long zone": "Trams stop at 11:15 a.m. Central Time.| Nobody minds.",
    "time of a place": "It begins at 9 p.m. Oslo time.",
    "weekday": "The pool opens at 7 a.m. Saturday and shuts at noon.",
    "month": "Voting ends at 5 p.m. Nov. 3 in the old hall.",
    "end after a time": "The gates close at 10 p.m.| The park stays dark.",
    "time in a bracket": "The derby (7 p.m. EDT, Channel 4) was moved.| Fans wept.",
    "party and state": "Ada Lowe, D-N.Y., met Rep. Bo Finch, R-S.C., and Sen. Ole Ry, D-Calif., there.",
    "party list": "Rep. Ann Poe, R-Ga.; Rep. Jim Vale, D-Mass.; and two more voted no.",
    "initials": "Last month the writer J.D. Harrow met A.J. Tull and Michael B. Sorn.| Both ate.",
    "initials apart": "The tale is by J. R. R. Holm.| It sold well.",
    "letter that is no initial": "He fell in World War I.| The town named a road for him.",
    "pronoun": "Nobody knew it but Nate and I.| The rest slept.",
    "acronym before a name": "The U.S. Senate and the U.N. Security Council met.",
    "acronym at an end": "She flew to the U.S.| The trip took nine hours.| Few in the U.K.| But he stayed.",
    "saint and fort": "He went from Ft. Worth to St. Louis by way of Mt. Hood.",
    "street": "The bank on Wall St. was shut.| They met at 400 W. Birch St.| The door was red.",
    "company": "Acme Inc. chief Ada Poe sued Brix Co. (BRX) and Lumen Corp.| The case drags on.",
    "junior": "Martin Luther King Jr. Day is a holiday.| He was no Jr.| His son was.",
    "numbers": "Her No. 5 shirt beat Nos. 8 and 9 while Prop. 12 failed.| She cheered.",
    "citation": "Holm et al. [2004] and Brix et al. (2006) say so.| Nobody agrees.",
    "case name": "The court undid Roe v. Wade and Brix vs. Holm.| It took a year.",
    "name with a mark": "Yahoo! said so, and E! News, too.| The Yahoo! Finance page is down.",
    "names with a mark before small letters": "Guess? jeans sell.| As Kerrang! put it, E! starts a tour.",
    "cry": "Stop that!| Nobody did.",
    "small letters alone": "did the mayor say free?| lol so they did!| she left",
    "title after a dash": "It was then-Gov. Ada Poe who signed.| More:Sen. Bo Finch explains.",
    "place": "The barn stood in Athens, Ga.| Police sealed it.",
    "dateline": "DULUTH, Minn. \u2014 The lake froze early.| Boats stayed in.",
    "list": "The winners:\n\n|1. Oslo\n\n|2. Bern.| It rained there.",
    "question before a colon": "Who is she?: A guide to the mayor.",
    "mark of the next quotation": 'He laughed," she said.| "We never saw it.',
    "closing mark apart": "It was over.'' |She left.",
    "blank left out": "The fair begins today.|The mayor opens it.",
    "apostrophes": "The players' tent and the women's race were near Amy.| The children's park was not.",
    "abbreviation at a line's end": "The hearing starts at 8 p.m.\nET with Dr.\nLowe.",
    "record": "Her record DAMN. is out.",
    "sentence in brackets": "It fell.| (Nobody saw it.)| The town slept (as ever).| Then it woke.",
    "measures": "About 5 lbs. of it lay 3 mi. north of 9 ft. walls.",
}
GERMAN = {
    "titles": "Hr. Prof. Dr. Weber traf Fr. Kunz und den Hl. Martin.| Sie lachten.",
    "letters": "Das gilt z. B. f\u00fcr Bonn, d. h. f\u00fcr alle, u. a. Anna K. Weber.| Er schwieg.",
    "numbers": "Siehe S. 12, Abs. 3 und Nr. 5.| Danach war Ruhe.",
    "date": "Am 3. Oktober begann es.| Am 20. Mai war Schluss.",
    "ordinals": "Der 2. Zug kam im 19. Jahrhundert in der 90. Minute.| Die 1. Liga ruht.",
    "figure at an end": "Das war 1990.| Er wurde 5.| Dann ging er.",
    "millions": "Es kostet 5 Mio. Euro bzw. 3 Mrd. Kronen.| Das Amt zahlt.",
    "before Christ": "Um 300 v. Chr. baute man hier.| Im 3. Jh. n. Chr.| Die Stadt fiel.",
    "kings": "Ludwig XIV. baute es.| Es half Johannes Paul II.| Er dankte.",
}
FRENCH = {
    "titles": "M. Dupont et Mme. Roy ont vu le Dr. Petit.| Il part demain.",
    "hyphens": "Avec J.-P. Martin, c.-\u00e0-d. son fr\u00e8re, il rit.| Puis il dort.",
    "name with an article": "Selon J.-M. Le Goff, tout va bien.| Le maire doute.",
    "numbers": "Voir p. 12 et art. 3 de la loi.| Cf. le plan.",
    "saint": "Il vit \u00e0 St. Denis depuis 300 av. J.-C. selon lui.| Elle rit.",
    "acronym": "Elle quitte la S.N.C.F.| Le train part.| Elle vient de l'O.N.U.| Elle en parle.",
}
SPANISH = {
    "titles": "El Sr. P\u00e9rez y la Dra. Ruiz saludan a D. Juan.| La Sra. Gil no.",
    "country": "Viven en EE. UU. desde 1990.| Lleg\u00f3 a EE.UU.| El vuelo sali\u00f3 tarde.",
    "numbers": "V\u00e9ase la p\u00e1g. 12 y el art. 3, n\u00fam. 5.| La ley calla.",
    "time": "La cita es a las 8 p. m. del lunes.| Cierra a las 10 p. m.| El parque duerme.",
    "before Christ": "Naci\u00f3 en 300 a. C. en Roma.| Muri\u00f3 joven.",
}
CASES = [
    pytest.param(language, marked, id=f"{language} {name}")
    for language, cut in (("en", ENGLISH), ("de", GERMAN), ("fr", FRENCH), ("es", SPANISH))
    for name, marked in cut.items()
]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_sentences_end_where_a_hand_ends_them(language: str, marked: str) -> None:
    text = marked.replace("|", "")
    expected = [one.strip() for one in marked.split("|")]
    assert [text[start:end] for start, end in sentences(text, language)] == expected


def test_spans_around_abbreviations_are_places_in_the_text() -> None:
    text = "At 8 p.m. ET, J.D. Poe spoke.  The U.S. Senate met.\nDr. Lowe left."
    assert [tuple(span) for span in sentences(text)] == [(0, 29), (31, 51), (52, 66)]


PIECES = (
    *(
        "J.D. ",
        "p.m. ",
        "ET ",
        "D-N.Y., ",
        "The ",
        "he said ",
        "No. ",
        "5 ",
        "al. ",
        "[2004] ",
        "Yahoo! ",
        '"',
    ),
    *("'", ") ", "( ", "\n", "\n\n", "... ", "U.S. ", "it ended. ", "\u201c", "\u201d ", "3. ", "z. B. "),
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join),
    st.sampled_from(("en", "de", "fr", "es", "pl")),
)
def test_sentences_hold_all_that_is_not_blank_and_tear_no_word(text: str, language: str) -> None:
    last = 0
    for start, end in sentences(text, language):
        assert last <= start < end
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        if last == start > 0:
            assert not (text[start - 1].isalnum() and text[start].isalnum())
        last = end
    assert not text[last:].strip()
