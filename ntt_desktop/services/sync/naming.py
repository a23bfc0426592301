"""Names of codes for a payload, so that every receiver renders the same words whatever reference data it has."""

from collections.abc import Iterable

from ntt_desktop.domain.changes import Change
from ntt_desktop.formats.package.rendering import Names
from ntt_desktop.formats.reference import Reference
from ntt_desktop.store.rows import Rows


def names_for(reference: Reference, source: Rows, changes: Iterable[Change], regions: Iterable[str]) -> Names:
    """The names of all villages, occupations and programmes that these changes mention, and of ``regions``."""
    villages: dict[str, tuple[str, str, str]] = {}
    occupations: dict[str, str] = {}
    wanted: set[str] = set()
    labels = reference.occupations.labels()
    for change in changes:
        code = change.values.get("village_code")
        if isinstance(code, str) and code not in villages and reference.regions.find(code):
            villages[code] = (
                reference.regions.get(code).name,
                region_title(reference, code[:8]),
                region_title(reference, code[:5]),
            )
        for field in ("occupation", "occupation2"):
            value = change.values.get(field)
            if isinstance(value, str) and value in labels:
                occupations[value] = labels[value]
        if change.kind == "slot" and change.values.get("programme_id"):
            wanted.add(str(change.values["programme_id"]))
    programmes = {
        row["id"]: row["code"]
        for row in source.rows("SELECT id, code FROM programme")
        if row["id"] in wanted and row["code"]
    }
    titles = {code: region_title(reference, code) for code in regions if reference.regions.find(code)}
    return Names(villages, occupations, programmes, titles)


def region_title(reference: Reference, code: str) -> str:
    """ "Kec. Kota Waingapu" for a known code, else the code."""
    region = reference.regions.find(code)
    return region.title if region else code
