"""Findings as remarks under fields and lines in lists."""

from collections.abc import Callable, Iterable

from ntt_desktop.domain.findings import Finding
from ntt_desktop.gui.widgets.fields import TONE_OF, Remark
from ntt_desktop.services.people.person_findings import StoredFinding
from ntt_desktop.wording import findings as wording

AnyFinding = Finding | StoredFinding
Label = Callable[[str], str]


def remark(finding: AnyFinding, label: Label) -> Remark:
    """A finding as a remark: sentence, hint, and the tone of its severity. ``label`` names a region's code."""
    said = wording.sentence(finding.code, finding.params, value=finding.value, label=label)
    todo = wording.hint(finding.code, finding.params, value=finding.value, label=label)
    return Remark(said, TONE_OF[str(finding.severity)], todo)


def by_field(found: Iterable[AnyFinding], label: Label) -> dict[str, list[Remark]]:
    """Remarks by the key of the field they concern."""
    remarks: dict[str, list[Remark]] = {}
    for finding in found:
        remarks.setdefault(finding.field, []).append(remark(finding, label))
    return remarks
