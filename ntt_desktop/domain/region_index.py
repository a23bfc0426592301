"""Provinces, kabupaten, kecamatan and villages: the tree by codes, its labels, and its search."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ntt_desktop.domain.region_names import RegionName, read_name
from ntt_desktop.domain.text import clean, fold

VILLAGE_LEVELS = ("desa", "kelurahan")

_SAID = {
    "desa": "Desa",
    "kelurahan": "Kel.",
    "kecamatan": "Kec.",
    "kabupaten": "Kab.",
    "kota": "Kota",
    "provinsi": "Provinsi",
}


@dataclass(frozen=True, slots=True)
class Region:
    """One row of the regions file; ``name`` is without prefix ("Kupang" of Kota Kupang)."""

    code: str
    level: str
    name: str
    parent: str

    @property
    def is_village(self) -> bool:
        """A desa or kelurahan."""
        return self.level in VILLAGE_LEVELS

    @property
    def title(self) -> str:
        """The name with its kind: "Desa Oesao", "Kel. Alak", "Kec. Alak", "Kab. Kupang", "Kota Kupang"."""
        return f"{_SAID[self.level]} {self.name}"


class RegionIndex:
    """All regions by code."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """From rows with ``code, level, name, parent_code`` (the regions file)."""
        self._by_code: dict[str, Region] = {}
        self._children: dict[str, list[Region]] = {}
        self._keys: dict[str, RegionName] = {}
        for row in rows:
            self._add(row)
        self._dotless = {code.replace(".", ""): code for code in self._by_code}
        self._search_text = [
            (region, " ".join((fold(region.name), fold(self.label(region.code)))), self._keys[region.code].key)
            for region in self._by_code.values()
        ]

    def _add(self, row: Mapping[str, str]) -> None:
        code, level, parent = row["code"], row["level"], row["parent_code"]
        written = row["name"]
        name = written.split(" ", 1)[1] if level in ("kabupaten", "kota") else written
        region = Region(code, level, name, parent)
        self._by_code[code] = region
        self._children.setdefault(parent, []).append(region)
        self._keys[code] = read_name(written)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def get(self, code: str) -> Region:
        """The region; raises ``KeyError``."""
        return self._by_code[code]

    def find(self, code: str | None) -> Region | None:
        """The region, or None."""
        return self._by_code.get(code or "")

    def children(self, code: str) -> list[Region]:
        """What lies directly below, in the order of codes."""
        return sorted(self._children.get(code, ()), key=lambda region: region.code)

    def villages(self, area: str) -> list[Region]:
        """All villages in an area of any level, in the order of codes."""
        return sorted(
            (r for r in self._by_code.values() if r.is_village and self.contains(area, r.code)), key=lambda r: r.code
        )

    def label(self, code: str) -> str:
        """ "Desa Oesao, Kec. Kupang Timur, Kab. Kupang"; the province is not named. An unknown code is shown bare."""
        parts: list[str] = []
        region = self._by_code.get(code)
        if region is None:
            return code
        while region and (region.level != "provinsi" or not parts):
            parts.append(region.title)
            region = self._by_code.get(region.parent)
        return ", ".join(parts)

    def normal_code(self, text: str) -> str | None:
        """The dotted code of a known region written with or without dots, or None."""
        return self._dotless.get(clean(text).replace(".", "").replace(" ", ""))

    def regency_of(self, code: str) -> str:
        """The kabupaten/kota code above (or of) a code; empty above that level."""
        return code[:5] if len(code) >= 5 else ""

    def subdistrict_of(self, code: str) -> str:
        """The kecamatan code above (or of) a code; empty above that level."""
        return code[:8] if len(code) >= 8 else ""

    def contains(self, area: str, code: str) -> bool:
        """Whether ``code`` is ``area`` or lies in it."""
        return code == area or code.startswith(area + ".")

    def search(self, text: str, *, limit: int = 50, villages_only: bool = False) -> list[Region]:
        """Regions for words being typed: every word found in the name or the names above; villages come first.

        The exact name comes before names that begin so, these before the rest; then by code.
        """
        words = fold(text).split(" ") if fold(text) else []
        if not words:
            return []
        if code := self.normal_code(text):
            found = self._by_code[code]
            return [found] if not villages_only or found.is_village else []
        name = read_name(text)
        key = name.key
        ranked = []
        for region, haystack, own in self._search_text:
            if villages_only and not region.is_village:
                continue
            if not all(word in haystack for word in words) and key not in own:
                continue
            place = 0 if own == key else 1 if own.startswith(key) else 2 if words[0] in fold(region.name) else 3
            ranked.append((place, bool(name.said) and region.level not in name.said, not region.is_village, region))
        ranked.sort(key=lambda item: (*item[:3], item[3].code))
        return [item[3] for item in ranked[:limit]]
