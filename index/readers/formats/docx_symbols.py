"""Characters that Word takes from its picture fonts, as Unicode has them."""

import unicodedata

# Each character's place in its font, then what it is; what Adobe's Symbol has below 0x7F is ASCII otherwise.
_SYMBOL = (
    "a\u03b1b\u03b2c\u03c7d\u03b4e\u03b5f\u03c6g\u03b3h\u03b7i\u03b9j\u03d5k\u03bal\u03bbm\u03bcn\u03bdo\u03bf"
    "p\u03c0q\u03b8r\u03c1s\u03c3t\u03c4u\u03c5v\u03d6w\u03c9x\u03bey\u03c8z\u03b6D\u0394S\u03a3W\u03a9P\u03a0"
    "F\u03a6G\u0393-\u2212\xa2\u2032\xb2\u2033\xa3\u2264\xa5\u221e\xac\u2190\xae\u2192\xb0\xb0\xb1\xb1\xb3\u2265"
    "\xb4\xd7\xb7\u2022\xb8\xf7\xb9\u2260\xbb\u2248\xbc\u2026\xd6\u221a\xe5\u2211"
)
_WINGDINGS = (
    "\xa7\u25aal\u25cfn\u25a0\xa8\u25fb\xfc\u2713\xfb\u2717\xe0\u2192\xdf\u2190\xe8\u2794\xfe\u2611J\u263a"
)
_FONTS = {
    "symbol": dict(zip(map(chr, range(0x20, 0x7F)), map(chr, range(0x20, 0x7F)), strict=True))
    | dict(zip(_SYMBOL[::2], _SYMBOL[1::2], strict=True)),
    "wingdings": dict(zip(_WINGDINGS[::2], _WINGDINGS[1::2], strict=True)),
}
_PRIVATE = range(0xF000, 0xF100)


def symbol(font: str, code: str) -> str:
    """Return the character that `code`, in hexadecimal, is in `font`; "" where nothing tells."""
    try:
        number = int(code, 16)
        character = chr(number - _PRIVATE.start if number in _PRIVATE else number)
    except (ValueError, OverflowError):
        return ""
    if number in _PRIVATE or font.lower() in _FONTS:
        return _FONTS.get(font.lower(), {}).get(character, "")
    return "" if unicodedata.category(character)[0] == "C" else character
