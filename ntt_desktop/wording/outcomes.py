"""What became of a row of a list, as its sender is told."""

from collections.abc import Iterable

from ntt_desktop.i18n import mark, tr
from ntt_desktop.wording.fields import field_name

OUTCOMES: dict[str, str] = {
    "new": mark("Taken in"),
    "updated": mark("Taken in, data renewed"),
    "identical": mark("Known already, nothing changes"),
    "duplicate": mark("Twice in the list"),
    "rejected": mark("Not taken in"),
}
"""Msgids by outcome (`ntt_desktop.domain.intake.judging.Outcome`)."""


def outcome(code: str, *, came_back: bool = False) -> str:
    """The words for an outcome; ``came_back``: a rejected row that came back corrected and was taken in then."""
    if came_back:
        return tr("Not taken in, came back corrected")
    return tr(OUTCOMES[code]) if code in OUTCOMES else code


def kept_by(place: str) -> str:
    """That another row holds the NIK; ``place`` is ``sheet!row``."""
    sheet, _, number = place.rpartition("!")
    return tr("The same NIK stands in sheet {sheet}, row {number}; that row counts.", sheet=sheet, number=number)


def renewed(fields: Iterable[str]) -> str:
    """Which fields of a known person the row changed."""
    return tr("Renewed: {fields}.", fields=_names(fields))


def held(fields: Iterable[str]) -> str:
    """Which fields the row would change, and did not because they were verified."""
    return tr("Not renewed, for it was verified: {fields}.", fields=_names(fields))


def village_kept(text: str, village: str) -> str:
    """That a known person's village stays, since it cannot be told which one the row means."""
    return tr('It cannot be told which village "{text}" is; the person stays in {village}.', text=text, village=village)


def summary(file: str, letter: str, office: str, officer: str, day: str, read: int) -> list[tuple[str, str]]:
    """The first lines of a result workbook: name and value. What stands of people is what stood on ``day``."""
    return [
        (tr("File"), file),
        (tr("Letter"), letter),
        (tr("From"), office),
        (tr("Officer"), officer),
        (tr("Made on"), day),
        (tr("Rows read"), str(read)),
    ]


def _names(fields: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(field_name(name) for name in fields))
