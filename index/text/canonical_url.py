"""One form for the many spellings of a web address, so that an article is known again by it."""

import re
from urllib.parse import quote, urlsplit

from index.text.tracking_parameters import is_tracking

_WEB_PORTS = {"http": 80, "https": 443}
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
_KEPT = "%/:@!$&'()*+,;=~-._?[]"


def canonical(url: str) -> str:
    """Return what all spellings of a web address share, or "" for one that names no article.

    Left out are the scheme (http or https), "www.", user and password, the default port, the slash at the
    end, the fragment and what only says how a reader came there (`tracking_parameters`); the other
    parameters are sorted. The host is in lower case, escapes are in one form (RFC 3986, 6.2.2). Kept are
    fragments that begin with "!", by which some sites choose what they show, and the hosts of mobile pages,
    whose texts may differ. An address without a path names a site: feeds give it to all of their entries.
    """
    try:
        parts = urlsplit(url.strip())
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return ""
    if scheme not in _WEB_PORTS or not host:
        return ""
    shown_port = "" if port in (None, _WEB_PORTS[scheme]) else f":{port}"
    path = _normal(parts.path).rstrip("/")
    name = _host(host)
    chosen = (one for one in _normal(parts.query).split("&") if one and not _is_tracking(name, one))
    query = "&".join(sorted(chosen, key=_name))
    fragment = _normal(parts.fragment) if parts.fragment.startswith("!") else ""
    if not (path or query or fragment):
        return ""
    return name + shown_port + path + (query and f"?{query}") + (fragment and f"#{fragment}")


def host(url: str) -> str:
    """Return the host of a web address in its canonical form, or ""."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return _host(parts.hostname) if parts.scheme in _WEB_PORTS and parts.hostname else ""


def _host(name: str) -> str:
    name = name.rstrip(".").removeprefix("www.")
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _normal(part: str) -> str:
    def escape(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if _UNRESERVED.fullmatch(character) else f"%{match[1].upper()}"

    return quote(_ESCAPE.sub(escape, part), safe=_KEPT)


def _name(parameter: str) -> str:
    return parameter.partition("=")[0]


def _is_tracking(host: str, parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return is_tracking(host, name, value)
