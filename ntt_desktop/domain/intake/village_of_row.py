"""The village of a row: from its own cell, else from the list's title, else from the sheet's name."""

import re
from collections.abc import Callable

from ntt_desktop.domain.intake.cells import as_text
from ntt_desktop.domain.intake.draft import Draft, World
from ntt_desktop.domain.intake.table import TableRow
from ntt_desktop.domain.intake.titles import Title
from ntt_desktop.domain.regions import VillageMatch

_VILLAGE_CODE = len("53.11.18.2005")
_CODE = re.compile(r"(?<![\d.])\d\d\.\d\d\.\d\d\.\d{4}(?![\d.])")


def state_village(draft: Draft, row: TableRow, sheet_name: str, world: World) -> None:
    """State the village of a row, or that it is unknown, or who the namesakes are (domain section 5, "Villages")."""
    cells, title = row.cells, row.title
    subdistrict = as_text(cells.get("subdistrict")) or title.subdistrict
    regency = as_text(cells.get("regency")) or title.regency

    def resolve(village: str) -> VillageMatch:
        return world.regions.resolve_village(village, subdistrict, regency, world.default_region)

    written = as_text(cells.get("village"))
    code = world.regions.normal_code(as_text(cells.get("village_code")) or _code_in(written))
    coded = world.regions.find(code)
    if coded and coded.is_village:
        draft.state("village_code", coded.code)
        return
    written, match = _named(written, title, sheet_name, resolve) if not written else (written, resolve(written))
    if match is None and len(world.default_region) == _VILLAGE_CODE:
        match = VillageMatch(world.default_region, "exact")
    area = ", ".join(filter(None, (subdistrict, regency)))
    if match and match.code:
        draft.state("village_code", match.code)
        if match.status == "corrected":
            draft.find("village_corrected", "village_code", written, now=match.code)
        return
    problem = "village_ambiguous" if match and match.status == "ambiguous" else "village_unknown"
    draft.candidates = list(match.candidates) if match else []
    draft.find(problem, "village_code", written, area=area, candidates=" ".join(draft.candidates))


def _code_in(written: str) -> str:
    """The village code that stands in a cell, as the choices of our own workbooks write it."""
    found = _CODE.search(written)
    return found[0] if found else ""


def _named(
    written: str, title: Title, sheet_name: str, resolve: Callable[[str], VillageMatch]
) -> tuple[str, VillageMatch | None]:
    """The village by the title, else by the sheet's name; what cannot be found in a title gives way to the name."""
    first: tuple[str, VillageMatch] | None = None
    for text in (title.village, sheet_name):
        if not text:
            continue
        match = resolve(text)
        if match.status != "unknown":
            return text, match
        if first is None and text == title.village:
            first = (text, match)
    return first or (written, None)
