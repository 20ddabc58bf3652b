"""The errors that a library raises: one line each, with the place and the remedy."""

from collections.abc import Sequence

_NAMED = 3  # articles in one line


def told(reason: str, remedy: str = "", command: str = "") -> str:
    """Return what went wrong and what helps in one line."""
    return "; ".join(filter(None, (reason, ", or ".join(filter(None, (remedy, command))))))


class ToldError(Exception):
    """An error that people are told in one line, which `str` gives whole, as a terminal shows it.

    `reason` says what is wrong, with the place where there is one; `remedy` what helps whoever meets it,
    `command` what helps on the command line, which only those who run Pullquote have. `kind` names what
    happens often, so that others can say it in their language.
    """

    def __init__(self, reason: str, remedy: str = "", *, command: str = "", kind: str = "") -> None:
        super().__init__(told(reason, remedy, command))
        self.reason = reason
        self.remedy = remedy
        self.command = command
        self.kind = kind

    def stands_in(self, place: object) -> None:
        """Name the place, where only what is inside it was known."""
        self.reason = f"{place}: {self.reason}"
        self.args = (told(self.reason, self.remedy, self.command),)

    @property
    def plain(self) -> str:
        """The line for people without a command line."""
        return told(self.reason, self.remedy)


class LibraryError(ToldError):
    """A library cannot be opened, read or written as it stands."""


class DamageError(LibraryError):
    """What is read is not what was stored."""

    REMEDY = "run `pullquote check --repair`, which saves what is whole, or restore a backup"

    def __init__(self, what: str) -> None:
        super().__init__(what, command=self.REMEDY)


class DamagedArticleError(DamageError):
    """Stored articles are not what was stored; nothing of them is shown.

    `numbers` are the store's own, `names` are ids, quoted, or numbers where the ids cannot be trusted.
    """

    def __init__(self, numbers: Sequence[int], names: Sequence[str]) -> None:
        self.numbers = tuple(numbers)
        self.names = tuple(names)
        shown = ", ".join(names[:_NAMED]) + (
            f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        )
        is_damaged = "is damaged on disk" if len(names) == 1 else "are damaged on disk"
        super().__init__(f"article{'s'[: len(names) > 1]} {shown} {is_damaged}; nothing of that is shown")


class LostCommitsError(LibraryError):
    """The database lacks commits that were acknowledged; nothing may be written over what is left."""


class UnknownArticleError(LibraryError, KeyError):
    """No article of this library has that id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(
            f'no article "{article_id}" in this library', command="`pullquote list` shows the ids"
        )

    # KeyError would show the message in quotation marks.
    __str__ = Exception.__str__


class WithdrawnArticleError(UnknownArticleError):
    """The article with that id was removed."""

    def __init__(self, article_id: str) -> None:
        LibraryError.__init__(self, f'no article "{article_id}" in this library any more: it was withdrawn')


class UnknownPassageError(LibraryError, KeyError):
    """The article never had that passage, or the id is none."""

    # KeyError would show the message in quotation marks.
    __str__ = Exception.__str__


class ChangedPassageError(UnknownPassageError):
    """The article's text has changed since the passage was quoted."""


class UnknownVersionError(LibraryError):
    """The article never had that version, or it is kept no more."""

    def __init__(self, article_id: str, number: int) -> None:
        super().__init__(
            f'article "{article_id}" has no version {number}',
            command=f"`pullquote show {article_id} --versions` shows those it has",
        )


class CorrectionError(LibraryError):
    """A field cannot be corrected like that."""


class TooManyFilesError(LibraryError):
    """This process has as many files open as the system allows."""

    def __init__(self) -> None:
        super().__init__(
            "as many files are open as the system allows one process",
            command="raise that bound (`ulimit -n`), or try again later",
        )
