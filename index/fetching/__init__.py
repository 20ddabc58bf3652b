"""The only sockets to other machines; every address is checked.

Fetching what an address leads to, without being led anywhere else.
"""

from index.fetching.fetcher import Fetcher
from index.fetching.page import (
    PUBLIC,
    FetchedPage,
    FetchError,
    Guard,
    NotModifiedError,
    Resolve,
    Validators,
)

__all__ = [
    "PUBLIC",
    "FetchError",
    "FetchedPage",
    "Fetcher",
    "Guard",
    "NotModifiedError",
    "Resolve",
    "Validators",
]
