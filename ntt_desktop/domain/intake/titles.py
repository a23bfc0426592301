"""Village, kecamatan and kabupaten where only a title above the table, or the sheet's name, says them."""

import re
from collections.abc import Iterable
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


def read_title(lines: Iterable[list[str]]) -> Title:
    """What the rows above a table say; each line is the texts of one row's cells. The first mention counts."""
    found: dict[str, tuple[str, bool]] = {}
    for line in lines:
        for name, value, sure in _mentions(" ".join(line)):
            if name and (name not in found or (sure and not found[name][1])):
                found[name] = (value, sure)
    village, sure = found.get("village", ("", False))
    return Title(village, found.get("subdistrict", ("", False))[0], found.get("regency", ("", False))[0], sure)


def _mentions(text: str) -> list[tuple[str, str, bool]]:
    """(label, value, behind a colon) in the order of a line. A label with nothing behind it is part of a name."""
    upper = clean(text).upper()
    marks = list(_LABEL.finditer(upper))
    mentions: list[tuple[str, str, bool]] = []
    for position, mark in enumerate(marks):
        end = marks[position + 1].start() if position + 1 < len(marks) else len(upper)
        value, sure = _value(upper[mark.end() : end])
        name = "" if mark.lastgroup == "other" else str(mark.lastgroup)
        if not value and mentions and not upper[mark.end() : end].strip(" :.") and name:
            # "Mara Desa", "Kalabahi Kota": the label's word ends the name before it.
            before, earlier, was_sure = mentions[-1]
            if earlier and upper[: mark.start()].rstrip().endswith(earlier):
                mentions[-1] = (before, f"{earlier} {mark[0]}".strip(), was_sure)
            continue
        mentions.append((name, value, sure))
    return [mention for mention in mentions if mention[1]]


def _value(text: str) -> tuple[str, bool]:
    stripped = text.strip()
    sure = stripped.startswith((":", "="))
    stripped = stripped.lstrip(" :=.")
    end = _VALUE_END.search(stripped)
    if end:
        stripped = stripped[: end.start()]
    value = clean(stripped).strip(" .:-_\u2026")
    return (value, sure) if fold(value) else ("", sure)


def sheet_village(name: str) -> str:
    """The village that a sheet's name may be: without numbering; empty for names such as Sheet1 or Data."""
    text = clean(name.replace("_", " "))
    bare = clean(_NUMBERED.sub(" ", _NUMBERED.sub(" ", text)))
    return "" if not fold(bare) or fold(bare).isdigit() or _GENERIC.fullmatch(fold(bare)) else bare
