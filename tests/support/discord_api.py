"""Holds each request that the bot makes against Discord's own description of its API.

The description is not part of the project; where it is absent, only the rules written here apply.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
from simcord import HttpLogEntry

DESCRIPTION = Path("shared", "discord", "openapi.json")
COMPONENTS_V2 = 1 << 15
SUPPRESS_EMBEDS = 1 << 2
# Sections, texts, thumbnails, galleries, files, separators and containers.
V2_TYPES = frozenset({9, 10, 11, 12, 13, 14, 17})
REFERENCE_IDS = frozenset({"message_id", "channel_id", "guild_id"})
AUTOCOMPLETE = 8
MESSAGE_CALLBACKS = frozenset({4, 7})
MESSAGE_PATH = re.compile(r"/channels/\d+/messages(/\d+)?|/webhooks/\d+/[^/]+(/messages/[^/]+)?")


def description() -> Path | None:
    """Where Discord's description lies beside the project, if it does."""
    places = (parent / DESCRIPTION for parent in Path(__file__).resolve().parents)
    return next((place for place in places if place.is_file()), None)


def problems(requests: Iterable[HttpLogEntry]) -> list[str]:
    """What Discord, or a rule of this project, would have against these requests."""
    return [
        f"{request.method} {request.path}: {problem}"
        for request in requests
        for problem in list(_described(request)) or _rules(request)
    ]


# Discord's description


@cache
def _document() -> dict[str, Any] | None:
    place = description()
    return json.loads(place.read_bytes()) if place else None


@cache
def _routes() -> list[tuple[re.Pattern[str], str]]:
    """Paths as patterns; those with fewer variables first, so that `@original` wins over an id."""
    paths = sorted((_document() or {}).get("paths", ()), key=lambda path: path.count("{"))
    return [(re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path))), path) for path in paths]


@cache
def _registry() -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry([("urn:discord", _document())])


@cache
def _validator(path: str, method: str) -> jsonschema_rs.Draft202012Validator:
    pointer = path.replace("~", "~0").replace("/", "~1")
    body = f"/paths/{pointer}/{method}/requestBody/content/application~1json/schema"
    return jsonschema_rs.Draft202012Validator({"$ref": f"urn:discord#{quote(body)}"}, registry=_registry())


def _described(request: HttpLogEntry) -> Iterator[str]:
    document = _document()
    if document is None:
        return
    path = next((path for pattern, path in _routes() if pattern.fullmatch(request.path)), None)
    operation = document["paths"][path].get(request.method.lower()) if path else None
    if path is None or operation is None:
        yield "Discord describes no such request"
    elif request.json is None:
        if operation.get("requestBody", {}).get("required"):
            yield "has no body, and needs one"
    elif "requestBody" not in operation:
        yield "has a body, and takes none"
    else:
        errors = _validator(path, request.method.lower()).iter_errors(_as_described(request.json))
        if error := next(errors, None):
            cause = _cause(error)
            yield f"{'.'.join(map(str, cause.instance_path))}: {cause.message}"


def _cause(error: jsonschema_rs.ValidationError) -> jsonschema_rs.ValidationError:
    """Of a choice that nothing fits, return what is wrong with what fits best."""
    choices = getattr(error.kind, "context", None)
    return _cause(min(choices, key=len)[0]) if choices else error


def _as_described(body: Any, name: str = "") -> Any:
    """Write ids as strings: discord.py sends integers here and there, which Discord takes as well."""
    if isinstance(body, Mapping):
        return {key: _as_described(value, key) for key, value in body.items()}
    if isinstance(body, list):
        return [
            {**value, "id": str(value["id"])} if name == "attachments" else _as_described(value)
            for value in body
        ]
    return str(body) if name in REFERENCE_IDS and isinstance(body, int) else body


# What the description does not say


def _rules(request: HttpLogEntry) -> Iterator[str]:
    body = request.json
    if not isinstance(body, Mapping) or request.method == "GET":
        return
    if request.path.endswith("/callback"):
        data = body.get("data") or {}
        if body["type"] in MESSAGE_CALLBACKS:
            yield from _message_rules(data)
        elif body["type"] == AUTOCOMPLETE:
            yield from _choice_rules(data.get("choices", []))
    elif MESSAGE_PATH.fullmatch(request.path):
        yield from _message_rules(body)


def _message_rules(message: Mapping[str, Any]) -> Iterator[str]:
    flags = message.get("flags") or 0
    components = list(_walk(message.get("components") or []))
    if (message.get("allowed_mentions") or {}).get("parse") != []:
        yield "allowed_mentions: must allow none"
    if not flags & SUPPRESS_EMBEDS:
        yield "flags: link previews must be suppressed"
    if _length(message.get("content") or "") > 2000:
        yield "content: more than 2,000 characters"
    if sum(_length(text) for text in _embed_texts(message.get("embeds") or [])) > 6000:
        yield "embeds: more than 6,000 characters"
    ids = [component["custom_id"] for component in components if "custom_id" in component]
    if len(ids) != len(set(ids)):
        yield "components: a custom_id occurs twice"
    if flags & COMPONENTS_V2:
        yield from _v2_rules(message, components)
    elif any(component["type"] in V2_TYPES for component in components):
        yield "components: Components V2 without their flag"


def _v2_rules(message: Mapping[str, Any], components: list[Mapping[str, Any]]) -> Iterator[str]:
    if any(message.get(field) for field in ("content", "embeds", "poll", "sticker_ids")):
        yield "flags: nothing may stand beside Components V2"
    if len(components) > 40:
        yield "components: more than 40"
    if sum(_length(component.get("content") or "") for component in components) > 4000:
        yield "components: more than 4,000 characters"


def _choice_rules(choices: list[Mapping[str, Any]]) -> Iterator[str]:
    if len(choices) > 25:
        yield "choices: more than 25"
    if any(_length(str(choice["value"])) > 100 for choice in choices):
        yield "choices: a value of more than 100 characters"


def _walk(components: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or [])
        for key in ("accessory", "component"):
            if component.get(key):
                yield from _walk([component[key]])


def _embed_texts(embeds: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for embed in embeds:
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        yield (embed.get("footer") or {}).get("text") or ""
        yield (embed.get("author") or {}).get("name") or ""
        for field in embed.get("fields") or []:
            yield from (field["name"], field["value"])


def _length(text: str) -> int:
    return max(len(text), len(text.encode("utf-16-le")) // 2)
