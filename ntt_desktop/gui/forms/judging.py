"""What a form says while one types: which findings already, and who the NIK says it is."""

from collections.abc import Collection, Mapping
from typing import Any

from ntt_desktop.domain.findings import Finding
from ntt_desktop.gui.shown import day
from ntt_desktop.gui.widgets.fields import Remark
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.people.workers import FormCheck

_MISSING = frozenset({"nik_missing", "nik_length", "name_missing", "village_unknown"})
"""True while a field is merely not filled yet: said once it was left, or on saving."""


def to_say(found: FormCheck, typed: Mapping[str, Any], *, touched: Collection[str], everything: bool) -> list[Finding]:
    """The findings to show now. ``touched`` are the fields that were left; ``everything`` after a refused save."""
    said = []
    for finding in found.checked.findings:
        if finding.code == "birth_date_from_nik" and not typed.get("birth_date"):
            continue  # the line beside the NIK says it
        left = finding.field in touched and typed.get(finding.field)
        if everything or finding.code not in _MISSING or left:
            said.append(finding)
    return said


def nik_sentence(ctx: Context, found: FormCheck) -> str:
    """ "woman, born 12/03/1985, first registered in Kec. Kota Waingapu"; empty while there is no NIK."""
    nik = found.checked.nik
    if nik is None:
        return ""
    return tr(
        "{sex}, born {date}, first registered in {place}",
        sex=tr("woman") if nik.sex == "P" else tr("man"),
        date=day(str(found.checked.values.get("birth_date") or "")),
        place=ctx.reference.regions.label(nik.region).split(",")[0],
    )


def elsewhere_remark(found: FormCheck) -> Remark | None:
    """That another kabupaten probably has the person, as the keyed hashes of its NIKs say."""
    if not found.elsewhere:
        return None
    said = tr("Probably registered already in {place}.", place=found.elsewhere)
    return Remark(said, "warn", tr("Ask the person before saving; the office above decides which one counts."))
