"""How a delivery day is written on the command line; every command reads it here."""

from datetime import UTC, date, datetime, timedelta

from store.errors import StoreError

DAY_METAVAR = "DAY"
DAY_WORDS = "YYYY-MM-DD, today, tomorrow or yesterday"


def day_named(text: str, on: date) -> date:
    """Return the delivery day that a text names on a day; raises StoreError where it names none."""
    word = text.strip().lower()
    words = {"yesterday": on - timedelta(days=1), "today": on, "tomorrow": on + timedelta(days=1)}
    if word in words:
        return words[word]
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise StoreError(f"{text!r} is not a day: write one as 2026-03-26, or today, tomorrow or yesterday") from error


def today() -> date:
    """Return the day it is by the clock of this machine."""
    return datetime.now(UTC).astimezone().date()
