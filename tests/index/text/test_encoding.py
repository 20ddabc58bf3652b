import io
import random

import pytest

from index.model.limits import Limits
from index.text.encoding import NotTextError, decode, mend_mojibake, sample_encoding
from index.text.lines import read_lines

# A sentence each, by the encodings that its readers' older programs wrote.
SENTENCES = {
    "The café owners said “it won’t be built” – and paid £5.": ("cp1252",),
    "Die Brücke über die Straße bleibt wegen Überschwemmung für zwölf Tage geschlossen.": ("cp1252",),
    "El señor Muñoz declaró que la reunión no se celebraría. ¿Por qué? Llovió.": ("cp1252",),
    "La réunion n'aura pas lieu à cause des grèves, a déclaré le maire très déçu.": ("cp1252",),
    "Mødet på øen blev aflyst på grund af færgen, siger formanden ærgerligt.": ("cp1252",),
    "Spotkanie się nie odbędzie, oświadczył później minister. Żałujemy, że tak wyszło.": (
        "cp1250",
        "iso8859_2",
    ),
    "Schůzka se neuskuteční, prohlásil ministr v úterý; je to příliš složité řešení.": (
        "cp1250",
        "iso8859_2",
    ),
    "A találkozó nem jön létre, őszintén sajnálom – mondta később a külügyminiszter.": ("cp1250",),
    "Toplantının yapılmayacağını açıkladı. Üzücü bir gelişme, dedi ve şöyle ekledi.": ("cp1254",),
    "Встреча не состоится, заявил министр. Это печально, добавил он позже.": ("cp1251", "koi8_r"),
    "Η συνάντηση δεν θα πραγματοποιηθεί, δήλωσε ο υπουργός την Τρίτη.": ("cp1253",),
    "وقال الوزير إن الاجتماع لن يعقد. وأضاف أن ذلك مؤسف للغاية بالنسبة للجميع.": ("cp1256",),
    "שר החוץ הודיע ביום שלישי כי הפגישה לא תתקיים. זה מצער מאוד, הוסיף אחר כך.": ("cp1255",),
    "外務大臣は火曜日、会談は行われないと発表した。残念なことだと付け加えた。": ("cp932", "euc_jp"),
    "外交部长星期二宣布，会谈将不会举行。他补充说，这是令人遗憾的。": ("gb18030",),
    "外交部長星期二宣布，會談將不會舉行。他補充說，這是令人遺憾的。": ("big5",),
    "외무장관은 화요일 회담이 열리지 않을 것이라고 발표했다. 유감스러운 일이다.": ("cp949",),
}
SENTENCES["Туман. Он пришёл."] = ("cp1251", "koi8_r")
SENTENCES["Das Café an der Straße schließt, señor Muñoz protestierte in São Paulo."] = ("cp1252",)
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(text, encoding) for text, old in SENTENCES.items() for encoding in (*old, *UNICODE)],
)
def test_an_encoding_is_told_by_the_bytes_alone(text: str, encoding: str) -> None:
    lines = f"{text}\n{text}\n"
    assert decode(lines.encode(encoding)).text == lines


def test_the_declared_encoding_counts_where_the_bytes_do_not_tell() -> None:
    text = "Вода"
    assert decode(text.encode("cp866"), "cp866").text == text
    assert decode(text.encode(), "cp866").text == text
    assert decode(b"plain", "no such encoding").text == "plain"
    assert decode(b"caf\xe9 \\ud800", "unicode_escape").text == "café \\ud800"
    assert decode("café".encode("cp1252"), "hex").text == "café"


@pytest.mark.parametrize(
    "data", [b"GIF89a\x01\x00\x01\x00", b"a\0b", bytes(range(32)) * 4, b"\x00\x01\x02" * 99]
)
def test_binary_data_is_no_text(data: bytes) -> None:
    with pytest.raises(NotTextError, match="holds binary data, not text; add the text itself"):
        decode(data)


def test_an_encoding_that_cannot_be_told_is_not_guessed() -> None:
    noise = random.Random(1).choices(range(128, 256), k=400)
    with pytest.raises(NotTextError, match="could not be told; save it as UTF-8"):
        decode(bytes(noise))


def test_a_few_broken_bytes_show_and_are_noted() -> None:
    text = "Żółć gęślą jaźń. " * 5
    decoded = decode(text.encode() + b"\xff and more")
    assert decoded.text == text + "\ufffd and more"
    assert (
        decoded.note
        == "1 characters are broken UTF-8 and show as \ufffd; save the source as UTF-8 to mend them"
    )
    assert decode(text.encode()).note == ""


def test_mojibake_is_mended_line_by_line() -> None:
    broken = "The cafÃ© reopened.\nIt won’t say “whyâ€\x9d.\nSÃ£o Paulo"
    assert mend_mojibake("Clean: café.\nThe cafÃ© reopened.") == "Clean: café.\nThe café reopened."
    assert decode(broken.encode()).text.startswith("The café reopened.\n")
    assert decode(broken.encode(), mend=False).text == broken


@pytest.mark.parametrize(
    "text", [*SENTENCES, "naïve façade — “quoted” … €5 ½ ×", "Ã is a letter", "½ mile\u00a0away"]
)
def test_clean_text_is_left_alone(text: str) -> None:
    assert mend_mojibake(text) == text


def test_a_sample_may_end_inside_a_character() -> None:
    assert sample_encoding("Es war schön".encode()[:-2]) == "utf-8"
    assert sample_encoding("Es war schön und trüb".encode("cp1252")) == "cp1252"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_lines_of_any_encoding(encoding: str) -> None:
    data = "Straße\r\n\nfür alle\nEnde".encode(encoding)
    assert [(line.number, line.text.strip()) for line in read_lines(io.BytesIO(data), Limits())] == [
        (1, "Straße"),
        (2, ""),
        (3, "für alle"),
        (4, "Ende"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_line_that_is_too_long_is_passed_over(encoding: str) -> None:
    data = ("one\n" + "x" * 5000 + "\nthree\n").encode(encoding)
    first, second, third = read_lines(io.BytesIO(data), Limits(record_bytes=1000))
    assert (first.text, third.text) == ("one\n", "three\n")
    assert second.text == ""
    assert (
        second.problem
        == "has more than 1,000 bytes; split it, or raise the limit record_bytes (--limit record_bytes=2000)"
    )


def test_the_first_line_that_is_not_utf8_is_noted() -> None:
    lines = list(read_lines(io.BytesIO("Straße\nfür\n".encode("cp1252")), Limits()))
    assert [line.note for line in lines] == ["is not UTF-8; it and other such lines were read as cp1252", ""]
