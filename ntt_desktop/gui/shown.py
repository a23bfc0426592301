"""How values look on screen: dates dd/mm/yyyy, WITA times, numbers with points, NIKs grouped or masked."""

from datetime import UTC, date, datetime, timedelta, timezone

from ntt_desktop.domain.money import rupiah as rupiah
from ntt_desktop.i18n import tr
from ntt_desktop.wording.numbers import number as number

WITA = timezone(timedelta(hours=8), "WITA")
"""Central Indonesian time, UTC+8."""

DASH = "–"


def day(iso: str | None) -> str:
    """``2026-03-12`` as ``12/03/2026``; empty when there is none; text that is no date as it is."""
    if not iso:
        return ""
    try:
        return date.fromisoformat(iso[:10]).strftime("%d/%m/%Y")
    except ValueError:
        return iso


def moment(milliseconds: int) -> str:
    """UTC milliseconds since 1970 as ``12/03/2026 14:05`` in WITA."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(WITA).strftime("%d/%m/%Y %H:%M")


def instant(iso: str | None) -> str:
    """An ISO time as ``12/03/2026 14:05`` in WITA; empty when there is none."""
    if not iso:
        return ""
    return moment(round(datetime.fromisoformat(iso).timestamp() * 1000))


def age(birth: str | None, today: date) -> str:
    """Whole years from an ISO date; empty when it is missing or no date."""
    try:
        born = date.fromisoformat(birth or "")
    except ValueError:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def nik(text: str | None) -> str:
    """``531118 010578 0001``: grouped 6-6-4 where one person is looked at."""
    return f"{text[:6]} {text[6:12]} {text[12:]}" if text and len(text) == 16 else text or ""


def nik_tail(text: str | None) -> str:
    """``…0012``: the last four digits, as lists show a NIK."""
    return f"…{text[-4:]}" if text else DASH


def ago(seconds: float) -> str:
    """``2 hours ago`` in the screen's words."""
    if seconds < 90:
        return tr("just now")
    if seconds < 5400:
        return tr("{count} min ago", count=round(seconds / 60))
    if seconds < 129600:
        return tr("{count} h ago", count=round(seconds / 3600))
    return tr("{count} days ago", count=round(seconds / 86400))


def duration(seconds: float) -> str:
    """Time left, in the screen's words."""
    if seconds < 60:
        return tr("{count} s left", count=max(1, round(seconds)))
    return tr("{count} min left", count=round(seconds / 60))
