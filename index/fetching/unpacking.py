"""Unpacks what a server compressed, never beyond a bound."""

import zlib

_GZIP_OR_ZLIB = 47  # what zlib calls telling the two apart by their first bytes
_RAW = -15
_ZLIB_METHOD, _ZLIB_CHECK = 8, 31


class PackingError(ValueError):
    """The body is packed in a way that was not asked for, or damaged."""


class Unpacker:
    """Unpacks a body piece by piece; gives at most one byte more than `longest` in all."""

    def __init__(self, encoding: str, longest: int) -> None:
        self._encoding = encoding.strip().lower()
        if self._encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise PackingError(f'packed as "{self._encoding[:40]}", which was not asked for')
        self._left = longest + 1
        self._inflater: zlib._Decompress | None = None

    def unpack(self, piece: bytes) -> bytes:
        """Return what `piece` unpacks to, as far as it is still wanted."""
        plain = self._encoding in {"", "identity"}
        taken = piece[: self._left] if plain else self._inflate(piece)
        self._left -= len(taken)
        return taken

    def _inflate(self, piece: bytes) -> bytes:
        if self._inflater is None:
            self._inflater = zlib.decompressobj(_RAW if self._is_raw(piece) else _GZIP_OR_ZLIB)
        pieces = bytearray()
        try:
            while piece and len(pieces) < self._left:
                pieces += self._inflater.decompress(piece, self._left - len(pieces))
                piece = self._inflater.unconsumed_tail
        except zlib.error as error:
            raise PackingError(f"its packing is damaged ({error})") from None
        return bytes(pieces)

    def _is_raw(self, piece: bytes) -> bool:
        """Whether "deflate" was taken to mean no header at all, as some servers do."""
        if self._encoding != "deflate":
            return False
        return piece[0] & 15 != _ZLIB_METHOD or int.from_bytes(piece[:2]) % _ZLIB_CHECK != 0
