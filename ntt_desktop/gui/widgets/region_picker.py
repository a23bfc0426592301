"""Picking a village, kecamatan or kabupaten by typing part of its name."""

from ntt_desktop.domain.region_index import VILLAGE_LEVELS
from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui.widgets.picker import Option, SearchPicker
from ntt_desktop.i18n import tr

_OFFERED = 60
_EVERY_LEVEL = ("provinsi", "kabupaten", "kota", "kecamatan", "desa", "kelurahan")


class RegionPicker(SearchPicker):
    """Holds a region's dotted code (`key`). Only ``levels`` may be picked; those inside ``area`` come first."""

    def __init__(
        self,
        regions: RegionTree,
        *,
        name: str = "",
        levels: tuple[str, ...] = VILLAGE_LEVELS,
        area: str = "",
        placeholder: str = "",
    ) -> None:
        super().__init__(self._look_up, name=name, placeholder=placeholder or tr("Type part of the name"))
        self._regions = regions
        self._levels = levels
        self._area = area

    @classmethod
    def of_every_level(cls, regions: RegionTree, *, name: str = "", area: str = "") -> "RegionPicker":
        """A picker for villages, kecamatan, kabupaten and the province alike."""
        return cls(regions, name=name, levels=_EVERY_LEVEL, area=area)

    def set_code(self, code: str | None) -> None:
        """Hold a region by its code; None or an unknown code empties the field."""
        known = self._regions.find(code)
        self.set_option(self._option(known.code) if known else None)

    def _option(self, code: str) -> Option:
        parts = self._regions.label(code).split(", ")
        return Option(code, ", ".join(parts[:2]), ", ".join(parts[2:]))

    def _look_up(self, text: str) -> list[Option]:
        only_villages = self._levels == VILLAGE_LEVELS
        found = [
            region
            for region in self._regions.search(text, limit=4 * _OFFERED, villages_only=only_villages)
            if region.level in self._levels
        ]
        if self._area:
            found.sort(key=lambda region: not self._regions.contains(self._area, region.code))
        return [self._option(region.code) for region in found[:_OFFERED]]
