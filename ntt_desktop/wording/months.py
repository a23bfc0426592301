"""Months and days in words: ``Jan 2026``, ``Jan–Dec 2026``, ``23 November 2026``."""

from datetime import date

from ntt_desktop.domain.dates import Month
from ntt_desktop.i18n import mark, tr

SHORT = (
    *(mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun")),
    *(mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec")),
)

LONG = (
    *(mark("January"), mark("February"), mark("March"), mark("April"), mark("May"), mark("June"), mark("July")),
    *(mark("August"), mark("September"), mark("October"), mark("November"), mark("December")),
)


def day_words(day: date) -> str:
    """``23 November 2026``, as a letter is dated."""
    return f"{day.day} {tr(LONG[day.month - 1])} {day.year}"


def month_words(month: Month | str) -> str:
    """``Jan 2026``; text that is no month as it is."""
    try:
        known = Month.parse(month) if isinstance(month, str) else month
    except ValueError:
        return str(month)
    return f"{tr(SHORT[known.month - 1])} {known.year}"


def span_words(first: Month | str, last: Month | str) -> str:
    """``Jan–Dec 2026``, ``Nov 2026–Feb 2027``, or one month."""
    if not first or not last:
        return ""
    one = Month.parse(first) if isinstance(first, str) else first
    other = Month.parse(last) if isinstance(last, str) else last
    if one == other:
        return month_words(one)
    if one.year == other.year:
        return f"{tr(SHORT[one.month - 1])}–{month_words(other)}"
    return f"{month_words(one)}–{month_words(other)}"
