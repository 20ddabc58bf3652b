"""What a server uses of its quotas: refusals where a bound is met, and lines for those who run it."""

from dataclasses import dataclass

from bot.interactions.service import Service
from bot.libraries.scopes import OWN, Scope
from bot.quotas import MIB, Quotas
from bot.state.answers import NO_GUILD
from bot.texts import Voice
from bot.texts.refusal import RefusalError
from index import Library

QUESTIONS = "questions"
_GRAVE = ("articles", "megabytes", "questions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a server has: the fields are those of `Quotas`; `questions` are those of today."""

    articles: int = 0
    megabytes: int = 0
    feeds: int = 0
    drafts: int = 0
    questions: int = 0


async def usage_of(bot: Service, guild: int) -> Usage:
    """Return what a server uses, without reading an article."""
    library = await bot.libraries.read(Scope(guild, ()), OWN, Library.usage)
    return Usage(
        articles=library.articles if library else 0,
        megabytes=-(-library.bytes // MIB) if library and library.articles else 0,
        feeds=len(await bot.state.feeds.of_server(guild)),
        drafts=bot.intake.drafts.count(guild),
        questions=await bot.state.daily_counts.used(guild, QUESTIONS),
    )


async def count_question(bot: Service, guild: int) -> None:
    """Count a question of a server; raises RefusalError when there were enough today.

    Outside servers, each person's cooldown is the only bound.
    """
    limit = bot.settings.quotas.questions
    if guild != NO_GUILD and not await bot.state.daily_counts.take(guild, QUESTIONS, 1, limit):
        raise RefusalError("refusal.questions", limit=limit)


def check_drafts(bot: Service, guild: int) -> None:
    """Raise RefusalError when as many previews wait as a server may have."""
    limit, waiting = bot.settings.quotas.drafts, bot.intake.drafts.count(guild)
    if limit is not None and waiting >= limit:
        raise RefusalError("refusal.drafts", limit=limit, used=waiting)


async def check_feeds(bot: Service, guild: int) -> None:
    """Raise RefusalError when a server follows as many feeds as it may."""
    limit, followed = bot.settings.quotas.feeds, len(await bot.state.feeds.of_server(guild))
    if limit is not None and followed >= limit:
        raise RefusalError("refusal.feeds", limit=limit, used=followed)


def full(bound: str, quotas: Quotas, say: Voice, *, left_out: int) -> str:
    """Say that the quota of articles or megabytes left out `left_out` articles."""
    if bound == "articles":
        return say("usage.full.articles", limit=quotas.articles, left_out=left_out)
    return say("usage.full.megabytes", limit=quotas.megabytes, left_out=left_out)


def summary(usage: Usage, quotas: Quotas, say: Voice) -> str:
    """Write what is used, and of how much, on one line."""
    return say("usage.all", used=" · ".join(text for text, _ in _parts(usage, quotas, say).values()))


def met(usage: Usage, quotas: Quotas, say: Voice) -> list[str]:
    """Name the bounds that are met, a line each, and who can raise them.

    To follow all feeds that one may, or to look at previews, is nothing that needs mending.
    """
    parts = _parts(usage, quotas, say)
    return [
        say("usage.met", what=text) for name, (text, is_met) in parts.items() if is_met and name in _GRAVE
    ]


def _parts(usage: Usage, quotas: Quotas, say: Voice) -> dict[str, tuple[str, bool]]:
    parts = {}
    for name, key in (
        ("articles", "usage.articles"),
        ("megabytes", "usage.megabytes"),
        ("feeds", "usage.feeds"),
        ("drafts", "usage.drafts"),
        ("questions", "usage.questions"),
    ):
        used, limit = getattr(usage, name), getattr(quotas, name)
        amount = say.number(used)
        if limit is not None:
            amount = say("usage.of", used=amount, limit=say.number(limit))
        parts[name] = say(key, amount=amount), limit is not None and used >= limit
    return parts
