"""Village, kecamatan and kabupaten where only a title above the table, or the sheet's name, says them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ntt_desktop.domain.text import clean, fold

_LABELS = (
    (
        "village",
        r"DESA\s*/\s*KEL(?:URAHAN)?\.?|KEL(?:URAHAN)?\.?\s*/\s*DESA|DS\.?\s*/\s*KEL\.?|DESA|KELURAHAN|KEL\b\.?|DS\b\.?",
    ),
    ("subdistrict", r"KECAMATAN|KEC\b\.?"),
    ("regency", r"KAB(?:UPATEN)?\.?\s*/\s*KOTA|KABUPATEN|KAB\b\.?|KOTA(?=\s*:?\s*(?:KOTA\s+)?KUPANG\b)"),
    (
        "",
        r"PROVINSI|PROPINSI|PROV\b\.?|TAHUN|T\.?A\.?(?=\s*:?\s*\d)|PERIODE|BULAN|TANGGAL|NOMOR|DUSUN|RT\b|RW\b|KODE\s+POS",
    ),
)
_LABEL = re.compile(
    r"(?<![A-Z0-9'])(?:"
    + "|".join(f"(?P<{name or 'other'}>{pattern})" for name, pattern in _LABELS)
    + r")(?![A-Z0-9'])"
)
_EDGE = "\x1f"
"""Stands between the cells of a line."""
_COLON = re.compile(r"[\s\x1f]*[:=][\s\x1f]*")
_VALUE_END = re.compile(r"[(\[;|]|\s[-\u2013\u2014]\s|\d{3}|,")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}\s*[.)_-]\s*)|\s*\(\d+\)\s*$")
_GENERIC = re.compile(
    r"(?:SHEET|LEMBAR|DATA|USULAN|DAFTAR|REKAP|FORM|FORMAT|FORMULIR|TABEL|LAMPIRAN|COVER|ISI|HAL|HALAMAN)(?![A-Z])\d*"
    r"(?: (?:[A-Z]|DESA|BARU|USULAN|DATA|PEKERJA|RENTAN|PESERTA|BPJS|TK|PENERIMA))* ?\d*"
)


@dataclass(frozen=True, slots=True)
class Title:
    """What titles say, as written; empty where they are silent. ``sure``: the village stood behind a colon."""

    village: str = ""
    subdistrict: str = ""
    regency: str = ""
    sure: bool = False

    def over(self, other: "Title") -> "Title":
        """This title, with what it is silent about taken from ``other``."""
        merged = replace(self, subdistrict=self.subdistrict or other.subdistrict, regency=self.regency or other.regency)
        return merged if self.village else replace(merged, village=other.village, sure=other.sure)

    @property
    def area(self) -> "Title":
        """The kecamatan and kabupaten alone: what a cover sheet says for the other sheets."""
        return Title(subdistrict=self.subdistrict, regency=self.regency)


IsRegion = Callable[[str, str], bool]
"""(village, subdistrict or regency; a text) -> whether there is such a region."""


def read_title(lines: Iterable[list[str]], is_region: IsRegion | None = None, *, strict: bool = False) -> Title:
    """What the rows above a table say; each line is the texts of one row's cells. The first mention counts.

    A label and a value in the next cell without a colon are a mention only if there is such a region: KECAMATAN and
    JUMLAH side by side are the headers of some other table. ``strict``: so is a mention within a sentence, on sheets
    that are read for what they say of others.
    """
    found: dict[str, tuple[str, bool]] = {}
    for line in lines:
        for name, value, sure in _mentions(_EDGE.join(map(clean, line)), is_region, strict):
            if name and (name not in found or (sure and not found[name][1])):
                found[name] = (value, sure)
    village, sure = found.get("village", ("", False))
    return Title(village, found.get("subdistrict", ("", False))[0], found.get("regency", ("", False))[0], sure)


def _mentions(text: str, is_region: IsRegion | None, strict: bool) -> list[tuple[str, str, bool]]:
    """(label, value, behind a colon) in the order of a line. A label with nothing behind it is part of a name."""
    upper = text.upper()
    marks = _marks(upper)
    mentions: list[tuple[str, str, bool]] = []
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else len(upper)
        value, sure, apart = _value(upper[mark.end() : end])
        name = "" if mark.lastgroup == "other" else str(mark.lastgroup)
        if (apart or strict) and not sure and name and is_region and not is_region(name, value):
            continue
        if not value and mentions and not upper[mark.end() : end].strip(_EDGE + " :.") and name:
            # "Mara Desa", "Kalabahi Kota": the label's word ends the name before it.
            before, earlier, was_sure = mentions[-1]
            if earlier and upper[: mark.start()].rstrip().endswith(earlier):
                mentions[-1] = (before, f"{earlier} {mark[0]}".strip(), was_sure)
            continue
        mentions.append((name, value, sure))
    return [mention for mention in mentions if mention[1]]


def _marks(upper: str) -> list[re.Match[str]]:
    """The labels of a line. A label's word right behind another label's colon is the value: DESA : BULAN."""
    marks: list[re.Match[str]] = []
    for mark in _LABEL.finditer(upper):
        behind = _COLON.fullmatch(upper[marks[-1].end() : mark.start()]) if marks else None
        if behind and not _COLON.match(upper[mark.end() :]):
            continue
        marks.append(mark)
    return marks


def _value(text: str) -> tuple[str, bool, bool]:
    """(value, behind a colon, in another cell than its label)."""
    stripped = text.strip(_EDGE + " ")
    apart = _EDGE in text[: len(text) - len(text.lstrip(_EDGE + " :=."))]
    sure = stripped.startswith((":", "="))
    stripped = stripped.lstrip(_EDGE + " :=.").partition(_EDGE)[0]
    end = _VALUE_END.search(stripped)
    if end:
        stripped = stripped[: end.start()]
    value = clean(stripped).strip(" .:-_\u2026")
    return (value if fold(value) else ""), sure, apart


def sheet_village(name: str) -> str:
    """The village that a sheet's name may be: without numbering; empty for names such as Sheet1 or Data."""
    text = clean(name.replace("_", " "))
    bare = clean(_NUMBERED.sub(" ", _NUMBERED.sub(" ", text)))
    return "" if not fold(bare) or fold(bare).isdigit() or _GENERIC.fullmatch(fold(bare)) else bare
