"""What a caller may see when a library cannot do as it was asked: one line, with the place and the remedy."""


class LibraryError(Exception):
    """A library cannot be opened, read or written as it stands."""


class UnknownArticleError(LibraryError, KeyError):
    """No article of this library has that id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f'no article "{article_id}" in this library; `pullquote list` shows the ids')

    # KeyError would show the message in quotation marks.
    __str__ = Exception.__str__
