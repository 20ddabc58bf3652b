"""The names of months and weekdays, as dates are written in the languages that news comes in.

Written out because strptime's names follow the process's locale, and libraries that know all languages guess
where a date is not certain.
"""

# The beginnings that tell the months apart in English, German, French, Spanish, Portuguese and Italian.
_STARTS = (
    ("jan", "ene", "gen"),
    ("feb", "fév", "fev"),
    ("mar", "mär", "mrz"),
    ("apr", "avr", "abr"),
    ("may", "mai", "mag"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "août", "aou", "ago"),
    ("sep", "set"),
    ("oct", "okt", "out", "ott"),
    ("nov",),
    ("dec", "dez", "déc", "dic"),
)
_NAMES = (
    *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november"),
    *("december", "sept", "januar", "februar", "märz", "juni", "juli", "oktober", "dezember", "janvier"),
    *("février", "mars", "avril", "juillet", "septembre", "octobre", "novembre", "décembre", "enero"),
    *("febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "setiembre", "octubre"),
    *("noviembre", "diciembre", "janeiro", "fevereiro", "março", "maio", "junho", "julho", "setembro"),
    *("outubro", "novembro", "dezembro", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio"),
    *("settembre", "ottobre", "dicembre"),
)
# Whole names, January first: Dutch, Swedish, Danish, Polish, Russian, Ukrainian, Turkish, Indonesian, and
# Arabic west and east.
_WHOLE = (
    "januari februari maart april mei juni juli augustus september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "januari februari maret april mei juni juli agustus september oktober november desember",
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
)
_NUMBERS = {start: number for number, starts in enumerate(_STARTS, start=1) for start in starts}
_EXACT = {
    name.replace("_", " "): number for names in _WHOLE for number, name in enumerate(names.split(), start=1)
}
# For a regular expression; the longest first, since others begin them.
MONTH = "|".join(sorted({*_NAMES, *_NUMBERS, *_EXACT}, key=len, reverse=True))
# Weekdays, and what is short for them, in the first six languages, Dutch, Polish, Russian and Turkish.
WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|"
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)|"
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|"
    r"(?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)|"
    r"(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|"
    r"(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)|"
    r"(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)|"
    r"(?:poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela)|"
    r"(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)|"
    r"(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)|"
    r"(?:الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)"
)


def number_of(month: str) -> int:
    """Return the number of a month that `MONTH` matches."""
    name = month.casefold()
    if name in _EXACT:
        return _EXACT[name]
    return next(number for start, number in _NUMBERS.items() if name.startswith(start))
