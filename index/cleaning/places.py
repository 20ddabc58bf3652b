"""Names of countries and of cities that give their names to time zones, to tell places from people.

They come from Babel, which has them from the Unicode CLDR and the time zone database, and are loaded when
they are first needed. The cities that datelines name most are added, where no time zone is called after them.
"""

from functools import cache

_LANGUAGES = ("en", "de", "fr", "es")
_CITIES = frozenset(
    (
        *("washington", "washington dc", "washington d.c", "san francisco", "boston", "seattle", "miami"),
        *("philadelphia", "atlanta", "houston", "dallas", "beijing", "peking", "nanjing", "mumbai", "delhi"),
        *("new delhi", "islamabad", "ankara", "tel aviv", "abu dhabi", "barcelona", "munich", "münchen"),
        *("hamburg", "frankfurt", "cologne", "köln", "geneva", "genf", "genève", "zürich", "bern", "basel"),
        *("milan", "mailand", "naples", "lyon", "marseille", "rio de janeiro", "st. petersburg", "ottawa"),
        *("canberra", "osaka", "kyoto", "wien", "rom", "moskau", "brüssel", "kyiv", "london", "edinburgh"),
        *("manchester", "the hague", "strasbourg", "rabat", "jeddah", "mecca", "mosul", "basra", "erbil"),
    )
)


@cache
def _places() -> frozenset[str]:
    # Loading the names takes a moment.
    from babel import Locale  # noqa: PLC0415
    from babel.core import get_global  # noqa: PLC0415

    zones = {zone.rpartition("/")[2].replace("_", " ").casefold() for zone in get_global("zone_territories")}
    countries = {
        name.casefold() for language in _LANGUAGES for name in Locale.parse(language).territories.values()
    }
    return _CITIES | zones | countries


def is_place(name: str) -> bool:
    """Whether this is the name of a country or of a well-known city."""
    return " ".join(name.casefold().split()).rstrip(".") in _places()
