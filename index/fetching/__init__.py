"""The only sockets to other machines; every address is checked.

A name is looked up anew for each connection, and all its addresses must be of the public internet
(`ip_ranges`); aiohttp connects to these very addresses (`resolver`), and each redirect is checked like a
first address. robots.txt is kept to (`robots`), and what a server sends packed is unpacked within bounds
(`unpacking`). A `Guard` can allow single addresses, which is what the tests do.
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
