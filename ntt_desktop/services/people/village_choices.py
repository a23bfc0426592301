"""Villages to choose from in workbooks that villages fill in: those of the kecamatan, else those that may be meant."""

from collections.abc import Sequence

from ntt_desktop.domain.regions import RegionTree


class VillageChoices:
    """Collects the lists that the rows of a workbook need; ``lists``: name -> texts that intake reads back."""

    def __init__(self, regions: RegionTree, default_region: str) -> None:
        """``default_region`` stands in where a row names no kabupaten."""
        self._regions = regions
        self._default = default_region
        self.lists: dict[str, tuple[str, ...]] = {}

    def list_for(self, subdistrict: str, regency: str, candidates: Sequence[str] = ()) -> str:
        """The name of the list for a row with this kecamatan and kabupaten; "" where nobody can say.

        ``candidates`` are codes that may be meant, for rows whose kecamatan cannot be found.
        """
        area = self._regions.resolve_subdistrict(subdistrict, regency, self._default)
        if area:
            return self.of_area(area)
        if candidates:
            name = " ".join(candidates)
            self.lists.setdefault(name, tuple(self.coded(code) for code in candidates))
            return name
        home = self._regions.regency_of(self._default)
        return self.of_area(home) if home else ""

    def of_area(self, area: str) -> str:
        """The list of all villages in an area; beyond one kecamatan they stand with their codes, for names recur."""
        if area not in self.lists:
            villages = self._regions.villages(area)
            titles = [region.title for region in villages]
            plain = len(set(titles)) == len(titles) and len(area) >= len("53.11.18")
            texts = titles if plain else [self.coded(region.code) for region in villages]
            self.lists[area] = tuple(sorted(texts))
        return area

    def coded(self, code: str) -> str:
        """A village as intake reads it back whatever stands beside it."""
        above = self._regions.get(self._regions.get(code).parent)
        return f"{self._regions.get(code).title}, {above.title} ({code})"
