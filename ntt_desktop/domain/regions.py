"""How the words of a list name a village, and the kecamatan and kabupaten around it.

Source: domain section 5, "Villages".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein

from ntt_desktop.domain.region_index import RegionIndex
from ntt_desktop.domain.region_names import LONG_NAME, RegionName, correction, read_name
from ntt_desktop.domain.text import fold

_REGENCY_SHORT = {
    "TTS": "53.02",
    "TTU": "53.03",
    "FLOTIM": "53.06",
    "MABAR": "53.15",
    "MATIM": "53.19",
    "SBD": "53.18",
    "SABU": "53.20",
}
"""Short names that offices in NTT write for kabupaten."""

_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class VillageMatch:
    """What a list's words for a village came to."""

    code: str | None
    status: Literal["exact", "corrected", "unknown", "ambiguous"]
    candidates: tuple[str, ...] = ()
    """Codes to choose from: the namesakes when ambiguous, near names when unknown."""


class RegionTree(RegionIndex):
    """All regions, with dictionaries built once so that thousands of rows resolve quickly."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """From rows with ``code, level, name, parent_code`` (the regions file)."""
        super().__init__(rows)
        self._named: dict[tuple[str, str], list[str]] = {}
        """(area, key) -> codes of what lies in the area and has this key: villages under their kecamatan,
        kabupaten and province, kecamatan under kabupaten and province, kabupaten under the province."""
        self._bare: dict[tuple[str, str], list[str]] = {}
        """The same by the keys without Kota."""
        for region in self:
            kind = "village" if region.is_village else region.level
            area = region.parent
            while area:
                name = self._keys[region.code]
                for index, keys in ((self._named, name.keys), (self._bare, name.bare)):
                    for key in dict.fromkeys(keys):
                        index.setdefault((f"{kind}@{area}", key), []).append(region.code)
                area = area.rpartition(".")[0]
        self._regency_list = [r for r in self if r.level in ("kabupaten", "kota")]
        self._resolved: dict[tuple[str, str, str, str], VillageMatch] = {}

    def _matches(self, kind: str, area: str, name: RegionName) -> list[str]:
        """Codes with this key in the area; among namesakes the prefix decides, a wrong one does not matter."""
        found = self._with_name(kind, area, name)
        if len(found) > 1:
            said = [code for code in found if self._by_code[code].level in name.said]
            found = said or found
        return found

    def _with_name(self, kind: str, area: str, name: RegionName) -> list[str]:
        """Codes that have the name as it is written; if none has, those that have it when Kota does not count."""
        for index, keys in ((self._named, name.keys), (self._named, name.bare), (self._bare, name.bare)):
            for key in keys:
                if found := index.get((f"{kind}@{area}", key)):
                    return found
        return []

    def is_named(self, kind: str, text: str) -> bool:
        """Whether a text names, or nearly names, some village, kecamatan (``subdistrict``) or kabupaten
        (``regency``) of the province."""
        name = read_name(text)
        if kind == "regency":
            return bool(self.resolve_regency(text) or correction(name.key, self._regency_names()))
        level = {"subdistrict": "kecamatan"}.get(kind, kind)
        provinces = [region.code for region in self.children("")]
        if any(self._with_name(level, province, name) for province in provinces):
            return True
        limit = 2 if len(name.full) >= LONG_NAME else 1
        return any(
            DamerauLevenshtein.distance(name.full, self._keys[code].full, score_cutoff=limit) <= limit
            for code, region in self._by_code.items()
            if ("village" if region.is_village else region.level) == level
        )

    def _regency_names(self) -> Iterator[tuple[str, str]]:
        return ((self._keys[r.code].key, r.code) for r in self._regency_list)

    def resolve_regency(self, text: str) -> list[str]:
        """Codes a written kabupaten/kota may mean: one, both Kupangs, or none. Short names (TTS) are read."""
        name = read_name(text)
        if short := _REGENCY_SHORT.get(name.key):
            return [short]
        found = [r.code for r in self._regency_list if self._keys[r.code].key == name.key]
        said = [code for code in found if self._by_code[code].level in name.said]
        return said or found

    def _regencies(self, regency: str, default: str) -> tuple[list[str], bool]:
        """(kabupaten meant, corrected): the written one, else the default region's, else all."""
        if not regency:
            own = self.regency_of(default)
            return [own] if own else [r.code for r in self._regency_list], False
        found = self.resolve_regency(regency)
        if len(found) > 1 and self.regency_of(default) in found:
            return [self.regency_of(default)], False
        if found:
            return found, False
        return correction(read_name(regency).key, self._regency_names()) or [], True

    def _subdistricts(self, name: RegionName, regencies: list[str]) -> tuple[list[str], bool]:
        """(kecamatan meant, corrected) inside the kabupaten; corrected only where there is one kabupaten."""
        found = [code for regency in regencies for code in self._matches("kecamatan", regency, name)]
        if found or len(regencies) != 1:
            return found, False
        regency = regencies[0]
        if self._with_name("kecamatan", regency.partition(".")[0], name):
            return [], False
        names = ((self._keys[r.code].letters, r.code) for r in self.children(regency))
        return correction(name.letters, names) or [], True

    def resolve_subdistrict(self, subdistrict: str, regency: str, default_region: str) -> str:
        """The code of the one kecamatan that a list's words mean, as `resolve_village` finds it, or ""."""
        kecamatan = read_name(subdistrict)
        regencies, _ = self._regencies(regency if fold(regency) else "", default_region)
        if not kecamatan.key:
            home = self.subdistrict_of(default_region)
            return home if self.regency_of(home) in regencies else ""
        found, _ = self._subdistricts(kecamatan, regencies)
        return found[0] if len(found) == 1 else ""

    def resolve_village(
        self,
        village: str,
        subdistrict: str | None = None,
        regency: str | None = None,
        default_region: str | None = None,
    ) -> VillageMatch:
        """The village that a list's words mean, by domain section 5 exactly.

        ``default_region`` (any level) stands in where no kabupaten is written, and decides between the two
        Kupangs. A village written as its code is taken as that. A kecamatan that is written and cannot be
        found leaves the village unknown: nothing is guessed across kecamatan.
        """
        asked = (village or "", subdistrict or "", regency or "", default_region or "")
        known = self._resolved.get(asked)
        if known is None:
            known = self._resolve(*asked)
            if len(self._resolved) >= _REMEMBERED:
                self._resolved.clear()
            self._resolved[asked] = known
        return known

    def _resolve(self, village: str, subdistrict: str, regency: str, default: str) -> VillageMatch:
        if (code := self.normal_code(village)) and self._by_code[code].is_village:
            return VillageMatch(code, "exact")
        name = read_name(village)
        if not name.key:
            return VillageMatch(None, "unknown")
        regencies, corrected_regency = self._regencies(regency if fold(regency) else "", default)
        kecamatan = read_name(subdistrict)
        areas, corrected_area = regencies, False
        if kecamatan.key:
            areas, corrected_area = self._subdistricts(kecamatan, regencies)
        elif self.subdistrict_of(default) and self.regency_of(default) in regencies:
            areas = [self.subdistrict_of(default)]
        corrected = corrected_regency or corrected_area
        found = [code for area in areas for code in self._matches("village", area, name)]
        if len(found) > 1 and len(areas) > 1:
            said = [code for code in found if self._by_code[code].level in name.said]
            found = said or found
        if not found and len(areas) == 1 and len(areas[0]) == 8:
            meant = self._corrected_village(name, areas[0])
            if len(meant) != 1:
                # Two villages of one name are near, not one: a misspelt name of theirs is not found.
                return VillageMatch(None, "unknown", tuple(sorted(meant)) or self._near(name.key, regencies))
            found, corrected = meant, True
        if len(found) == 1:
            return VillageMatch(found[0], "corrected" if corrected else "exact")
        if found:
            return VillageMatch(None, "ambiguous", tuple(sorted(found)))
        return VillageMatch(None, "unknown", self._near(name.key, regencies))

    def _corrected_village(self, name: RegionName, subdistrict: str) -> list[str]:
        """Villages of the kecamatan that a misspelt name means; none if the exact name stands elsewhere in the
        kabupaten."""
        if self._with_name("village", self.regency_of(subdistrict), name):
            return []
        names = ((self._keys[r.code].letters, r.code) for r in self.children(subdistrict))
        found = correction(name.letters, names) or []
        said = [code for code in found if self._by_code[code].level in name.said]
        return said or found

    def _near(self, key: str, regencies: list[str]) -> tuple[str, ...]:
        """Up to five villages of the kabupaten with a name near to the written one, nearest first."""
        limit = max(3, len(key) // 3)
        near = []
        for regency in regencies if len(regencies) <= 2 else []:
            for region in self._by_code.values():
                if region.is_village and region.code.startswith(regency):
                    own = self._keys[region.code].key
                    distance = 0 if own == key else DamerauLevenshtein.distance(key, own, score_cutoff=limit)
                    if distance <= limit:
                        near.append((distance, region.code))
        return tuple(code for _, code in sorted(near)[:5])
