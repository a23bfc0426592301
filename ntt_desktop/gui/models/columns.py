"""What a table's columns are: declared once, used by the model, the painter and the header."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui import shown
from ntt_desktop.gui.widgets.badge import Badge

Row = Mapping[str, Any]
RIGHT = frozenset({"number", "rupiah"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``kind`` is text, strong, muted, number, rupiah, nik (last four digits), nik_full, date or badge. ``value`` takes
    the row and gives what to show when it is not simply ``row[key]``; for badges it gives a `Badge` or None.
    ``optional`` columns (higher first) are hidden while the table is too narrow; ``stretch`` takes what is left.
    """

    key: str
    title: str
    width: int = 120
    kind: str = "text"
    stretch: bool = False
    sortable: bool = True
    optional: int = 0
    value: Callable[[Row], Any] | None = None
    tip: Callable[[Row], str] | None = None

    def of(self, row: Row) -> Any:
        """The value to show for ``row``."""
        return self.value(row) if self.value is not None else row.get(self.key)

    def text(self, row: Row) -> str:
        """The value as words: what is painted, read aloud and copied."""
        return self.words(self.of(row))

    def words(self, value: Any) -> str:
        """The words for a value that `of` gave."""
        if value is None or value == "":
            return ""
        if isinstance(value, Badge):
            return value.word
        if self.kind == "number":
            return shown.number(int(value))
        if self.kind == "rupiah":
            return shown.rupiah(int(value))
        if self.kind == "nik":
            return shown.nik_tail(str(value))
        if self.kind == "nik_full":
            return shown.nik(str(value))
        if self.kind == "date":
            return shown.day(str(value))
        return str(value)


def village_of(regions: RegionTree) -> Callable[[Row], str]:
    """Reads the own name of a row's village."""

    def name(row: Row) -> str:
        found = regions.find(row["village_code"] or "")
        return found.name if found else ""

    return name
