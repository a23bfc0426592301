"""Rupiah: whole, as integers; contribution bands (domain sections 1 and 7)."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_ONES = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))


def number(value: int) -> str:
    """``1.284``: points between thousands."""
    return f"{value:,}".replace(",", ".")


def rupiah(value: int) -> str:
    """``Rp1.234.567``; negative as ``-Rp5``."""
    return f"-Rp{number(-value)}" if value < 0 else f"Rp{number(value)}"


def _words(value: int) -> str:
    if value < 12:
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} belas"
    if value < 100:
        return f"{_ONES[value // 10]} puluh {_words(value % 10)}".strip()
    if value < 1000:
        head = "seratus" if value < 200 else f"{_ONES[value // 100]} ratus"
        return f"{head} {_words(value % 100)}".strip()
    for scale, name in _SCALES:
        if value >= scale:
            count, rest = divmod(value, scale)
            head = "seribu" if scale == 1000 and count == 1 else f"{_words(count)} {name}"
            return f"{head} {_words(rest)}".strip()
    raise AssertionError(value)


def terbilang(value: int) -> str:
    """The amount in Indonesian words, without the word rupiah: 16800 is "enam belas ribu delapan ratus"."""
    if value < 0:
        return f"minus {terbilang(-value)}"
    return _words(value) if value else "nol"


@dataclass(frozen=True, slots=True)
class Band:
    """One contribution band: its lowest income, wage base, monthly JKK and JKM in rupiah."""

    minimum: int
    base: int
    jkk: int
    jkm: int

    @property
    def total(self) -> int:
        """JKK and JKM together, a month."""
        return self.jkk + self.jkm


class Bands:
    """The contribution bands, lowest first."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """From the rows of ``bpu_tiers.csv``."""
        self.all = tuple(
            sorted(
                (
                    Band(int(row["income_min"]), int(row["dasar_penghasilan"]), int(row["jkk"]), int(row["jkm"]))
                    for row in rows
                ),
                key=lambda band: band.minimum,
            )
        )
        self._minima = [band.minimum for band in self.all]

    def for_income(self, income: int) -> Band:
        """The band of a monthly income: compared with the next band's minimum, since the printed bands have holes."""
        return self.all[max(bisect_right(self._minima, income) - 1, 0)]
