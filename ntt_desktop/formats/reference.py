"""Reference data shipped with the program: regions, postal codes, occupations, contribution bands, headers.

Sources and licences stand in ``resources/regions/NOTICE.md``; the version in ``resources/reference/VERSION``.
"""

import csv
from dataclasses import dataclass
from functools import lru_cache

from ntt_desktop import paths
from ntt_desktop.domain.money import Bands
from ntt_desktop.domain.occupations import OccupationTable
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.domain.text import fold


@dataclass(frozen=True, slots=True)
class Reference:
    """What the program knows of the world, as one value."""

    regions: RegionTree
    occupations: OccupationTable
    bands: Bands
    headers: dict[str, str]
    """Folded header spelling -> field key."""
    postal: dict[str, str]
    """Village code -> postal code."""
    version: str


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of ``resources/``, as text by column name."""
    with paths.resource(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@lru_cache(maxsize=1)
def load() -> Reference:
    """Read everything once; later calls give the same object."""
    headers: dict[str, str] = {}
    for row in rows("reference/header_synonyms.csv"):
        headers.setdefault(fold(row["header"]), row["field"])
    return Reference(
        regions=RegionTree(rows("regions/ntt_regions.csv")),
        occupations=OccupationTable(rows("reference/occupations.csv")),
        bands=Bands(rows("reference/bpu_tiers.csv")),
        headers=headers,
        postal={row["code"]: row["kodepos"] for row in rows("regions/ntt_postal.csv")},
        version=paths.resource("reference/VERSION").read_text(encoding="utf-8").strip(),
    )
