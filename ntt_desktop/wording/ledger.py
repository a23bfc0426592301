"""The person-month ledger in words and letters: what is shown for a seat-month."""

from collections.abc import Callable

from ntt_desktop.domain.month_story import Story
from ntt_desktop.domain.months import Shown
from ntt_desktop.i18n import language, mark, tr
from ntt_desktop.wording.months import month_words

NAMES: dict[str, str] = {
    "planned": mark("Planned"),
    "proposed": mark("Proposed"),
    "decreed": mark("Decreed (SK)"),
    "billed": mark("Billed"),
    "paid": mark("Paid"),
    "arrears": mark("In arrears"),
    "released": mark("Released"),
    "expired": mark("Expired"),
}
"""Msgids by code of `ntt_desktop.domain.months.Shown`."""

IN_GRID = (Shown.PROPOSED, Shown.DECREED, Shown.BILLED, Shown.PAID, Shown.ARREARS)
"""What a month of a person can be; the others are of months in which nobody sits."""

LETTERS: dict[str, dict[str, str]] = {
    "id": dict(zip(NAMES, ("–", "U", "S", "T", "B", "M", "K", "H"), strict=True)),
    "en": dict(zip(NAMES, ("–", "P", "D", "B", "S", "A", "R", "X"), strict=True)),
}
"""Language -> code -> the letter of a cell, one that the fonts of papers have.

Usulan, SK, tagihan, bayar, menunggak, kembali, hangus; a paid month is settled in English."""


def name(code: str) -> str:
    """The word for what is shown."""
    return tr(NAMES[code])


def letter(code: str) -> str:
    """The letter of a cell; never the colour alone."""
    return LETTERS[language()][code]


def sentence(story: Story) -> str:
    """``Mar 2026: ditagih 001/BPU/2026, belum dibayar``."""
    month = month_words(story.month)
    if story.shown is None:
        return tr("{month}: nobody pays", month=month)
    return _SENTENCES[story.shown](month, story)


def _in_arrears(month: str, story: Story) -> str:
    if not story.due_on:
        return tr("{month}: billed by {bill}, the month is over and nothing was paid", month=month, bill=_bill(story))
    return tr("{month}: billed by {bill}, due {day}, not paid", month=month, bill=_bill(story), day=_day(story.due_on))


def _bill(story: Story) -> str:
    return story.bill_number or tr("a bill without number")


def _day(iso: str) -> str:
    return "/".join(reversed(iso[:10].split("-")))


_SENTENCES: dict[str, Callable[[str, Story], str]] = {
    "proposed": lambda month, story: tr("{month}: proposed, not named by an SK yet", month=month),
    "decreed": lambda month, story: tr(
        "{month}: named by SK {number}, not billed yet", month=month, number=story.decree_number or "–"
    ),
    "billed": lambda month, story: tr("{month}: billed by {bill}, not paid yet", month=month, bill=_bill(story)),
    "paid": lambda month, story: tr(
        "{month}: paid on {day}, bill {bill}",
        month=month,
        day=_day(story.payment.paid_on) if story.payment and story.payment.paid_on else "–",
        bill=_bill(story),
    ),
    "arrears": _in_arrears,
}
