"""What servers use in a day, counted: numbers alone, kept for the day and the one after."""

import sqlite3

from bot.state.database import Database, now

DAY_S = 24 * 3600


class DailyCounts:
    """The table of counts. Days are those of UTC."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, guild: int, name: str, wanted: int, limit: int | None) -> int:
        """Count up to `wanted` things more, up to `limit` a day, and return for how many there was room."""
        today = _today()

        def work(db: sqlite3.Connection) -> int:
            row = db.execute(
                "SELECT amount FROM daily_counts WHERE guild = ? AND name = ? AND day = ?",
                (guild, name, today),
            ).fetchone()
            used = int(row[0]) if row else 0
            granted = wanted if limit is None else max(0, min(wanted, limit - used))
            if granted:
                db.execute(
                    "INSERT OR REPLACE INTO daily_counts VALUES (?, ?, ?, ?)",
                    (guild, name, today, used + granted),
                )
            return granted

        return await self._database.run(work)

    async def used(self, guild: int, name: str) -> int:
        """Return today's count."""
        row = await self._database.run(
            lambda db: db.execute(
                "SELECT amount FROM daily_counts WHERE guild = ? AND name = ? AND day = ?",
                (guild, name, _today()),
            ).fetchone()
        )
        return int(row[0]) if row else 0

    async def sweep(self) -> None:
        """Forget days that are over. The last one stays: a clock may be set back."""
        await self._database.run(
            lambda db: db.execute("DELETE FROM daily_counts WHERE day < ?", (_today() - 1,))
        )


def _today() -> int:
    return int(now() // DAY_S)
