"""What simcord leaves out of Discord's interactions: whose installation they come from, and the language.

For tests, pictures and the preview. The bot itself never imports this.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bot.interactions.service import Service

# Where simcord keeps attachments; nothing answers there but simcord itself.
CDN = "cdn.simcord.invalid"
GUILD_INSTALL, USER_INSTALL = "0", "1"


@dataclass
class Installation:
    """Where the interactions of a simulated Discord come from: the server's installation, in English."""

    locale: str = "en-US"
    user_installed: bool = False

    def complete(self, payload: dict[str, Any]) -> None:
        """Fill in what an INTERACTION_CREATE lacks."""
        person = payload["member"]["user"] if "member" in payload else payload["user"]
        guild = payload.get("guild_id")
        payload["locale"] = self.locale
        payload["authorizing_integration_owners"] = (
            {USER_INSTALL: person["id"]} if self.user_installed or guild is None else {GUILD_INSTALL: guild}
        )

    @contextmanager
    def by_user(self) -> Iterator[None]:
        """Let commands come from people who installed the bot for themselves."""
        self.user_installed = True
        try:
            yield
        finally:
            self.user_installed = False

    @contextmanager
    def speaking(self, locale: str) -> Iterator[None]:
        """Let people use Discord in another language ("de")."""
        before, self.locale = self.locale, locale
        try:
            yield
        finally:
            self.locale = before


def admit_attachments(bot: Service) -> Service:
    """Let a bot fetch attachments from simcord, as it does from Discord, and return it."""
    bot.intake.hosts |= {CDN}
    return bot


def install(backend: Any, installation: Installation) -> None:
    """Make a simcord backend's interactions complete from now on, as `installation` says."""
    emit = backend.emit

    def completed(event: str, payload: dict[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            installation.complete(payload)
        emit(event, payload)

    backend.emit = completed
