"""Occupations: how lists write them, which are no work, and which are risky (domain sections 4 and 5)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import DamerauLevenshtein

from ntt_desktop.domain.text import clean, fold

OccupationKind = Literal["informal", "not_work", "civil_servant", "unknown"]

HIGH_RISK = frozenset(
    [
        "nelayan",
        "nelayan_abk",
        "buruh_nelayan",
        "penyelam",
        "perahu",
        "buruh_bangunan",
        "tukang_batu",
        "penggali",
        "ojek",
        "sopir",
        "sopir_truk",
        "konjak",
    ]
)
"""Sea fishing, construction, driving (domain section 4)."""

_ALIASES = {
    "petani": "PETANI, TANI, PEKEBUN, BERTANI, BERKEBUN, PETANI PEKEBUN, PETANI PENGGARAP, PETANI SAWAH, PETANI KEBUN",
    "buruh_tani": "BURUH TANI PERKEBUNAN, BURUH TANI PEKEBUN, BURUH KEBUN",
    "peternak": "BETERNAK, PETERNAK BABI, PETERNAK SAPI",
    "peternak_unggas": "PETERNAK UNGGAS",
    "nelayan": "NELAYAN, NELAYAN PERIKANAN, NELAYAN TRADISIONAL",
    "nelayan_abk": "ABK, ANAK BUAH KAPAL, ABK KAPAL IKAN",
    "buruh_nelayan": "BURUH NELAYAN PERIKANAN",
    "rumput_laut": "PETANI RUMPUT LAUT, BUDIDAYA RUMPUT LAUT, PEMBUDIDAYA RUMPUT LAUT, PEMBUDIDAYA IKAN",
    "garam": "PETANI GARAM, PETAMBAK GARAM",
    "penenun": "PENENUN, TENUN, TENUN IKAT, PENGRAJIN TENUN, PENGRAJIN TENUN IKAT, PERAJIN TENUN, MENENUN",
    "anyaman": "PENGANYAM, PENGRAJIN ANYAMAN, PERAJIN ANYAMAN",
    "gerabah": "PERAJIN GERABAH",
    "lontar": "PENYADAP TUAK, PENYADAP NIRA, PEMBUAT GULA AIR, PEMBUAT GULA MERAH, IRIS TUAK",
    "ojek": "OJEK, PENGEMUDI OJEK, OJEK ONLINE, TUKANG OJEG, OJEK MOTOR",
    "sopir": "SOPIR, SUPIR, SUPIR ANGKOT, SOPIR BEMO, PENGEMUDI, SOPIR ANGKUTAN UMUM",
    "sopir_truk": "SUPIR TRUK, SOPIR TRUCK, SOPIR OTO, SUPIR TRUCK",
    "konjak": "KONJAK, KONDEKTUR, KERNEK, KERNET MOBIL",
    "perahu": "TUKANG PERAHU, PENGEMUDI PERAHU MOTOR",
    "pedagang_pasar": "PEDAGANG PASAR, PEDAGANG SAYUR, PENJUAL SAYUR, PEDAGANG, JUAL SAYUR, PENJUAL SIRIH PINANG",
    "papalele": "PEDAGANG KELILING, PAPA LELE, PENJUAL KELILING",
    "pkl": "PEDAGANG KAKI LIMA, PKL, PENJUAL MAKANAN, PEDAGANG MAKANAN",
    "kios": "KIOS, WARUNG, PEMILIK WARUNG, USAHA KIOS, PENJAGA KIOS, JUALAN KIOS",
    "penjual_ikan": "PEDAGANG IKAN, JUAL IKAN, PAPALELE IKAN",
    "kue": "PENJUAL KUE, PEMBUAT ROTI, PEMBUAT KUE DAN ROTI",
    "penjahit": "TUKANG JAHIT, MENJAHIT",
    "tukang_batu": "TUKANG BANGUNAN, TUKANG TEMBOK",
    "tukang_mebel": "TUKANG MEBEL, TUKANG MEUBEL, PEMBUAT MEUBEL",
    "buruh_bangunan": "KULI BANGUNAN, BURUH PROYEK, PEKERJA BANGUNAN",
    "penggali": "PENAMBANG PASIR, PENGUMPUL BATU, PEMECAH BATU, PENGGALI BATU",
    "bengkel": "MONTIR, MEKANIK, BENGKEL, TAMBAL BAN",
    "buruh_angkut": "KULI ANGKUT, BURUH PELABUHAN, PORTER, TKBM",
    "serabutan": "SERABUTAN, BURUH HARIAN LEPAS, BURUH SERABUTAN, KERJA SERABUTAN, BURUH HARIAN, BHL, PEKERJA LEPAS",
    "pemulung": "PENGUMPUL BARANG BEKAS",
    "sampah": "TUKANG SAMPAH, PETUGAS KEBERSIHAN",
    "parkir": "TUKANG PARKIR, PARKIR",
    "art": "ART, PEMBANTU RUMAH TANGGA, PRT, PEKERJA RUMAH TANGGA",
    "cuci": "TUKANG CUCI, BURUH SETRIKA, BURUH CUCI DAN SETRIKA",
    "salon": "SALON, TUKANG PANGKAS, TUKANG PANGKAS RAMBUT, TUKANG RIAS, TUKANG CUKUR RAMBUT",
    "guru_honor": "GURU HONOR, GURU HONORER, GURU KONTRAK, GURU HARIAN LEPAS",
    "paud": "GURU PAUD, GURU TK, TUTOR PAUD",
    "rohaniwan": "KOSTER, GURU AGAMA, MARBOT, KATEKIS, MARBOT MASJID, PEKERJA GEREJA",
    "kader": "KADER, KADER KESEHATAN",
    "linmas": "LINMAS, HANSIP, KETUA RT, KETUA RW, RT, RW",
    "penjaga_malam": "PENJAGA MALAM, JAGA MALAM",
    "pemandu": "PEMANDU WISATA, GUIDE, TOUR GUIDE",
    "air_kayu": "PENJUAL KAYU, PENJUAL KAYU BAKAR, PENJUAL AIR BERSIH",
    "penyelam": "PENCARI TERIPANG",
}
"""Other spellings that lists use, by the id of the occupation (folded, comma between)."""

_CIVIL_SERVANT = frozenset(["PNS", "ASN", "CPNS", "PPPK", "P3K", "TNI", "POLRI", "POLISI", "TENTARA"])
_CIVIL_SERVANT_TEXT = ("PEGAWAI NEGERI", "APARATUR SIPIL", "KEPOLISIAN RI", "TENTARA NASIONAL")
_NOT_WORK = (
    "MENGURUS RUMAH TANGGA",
    "IBU RUMAH TANGGA",
    "URUS RUMAH TANGGA",
    "RUMAH TANGGA",
    "IRT",
    "PELAJAR",
    "MAHASISWA",
    "MAHASISWI",
    "SISWA",
    "SISWI",
    "BELUM BEKERJA",
    "TIDAK BEKERJA",
    "BELUM KERJA",
    "TIDAK KERJA",
    "BELUM TIDAK BEKERJA",
    "TIDAK ADA PEKERJAAN",
    "PENGANGGURAN",
    "PENGANGGUR",
    "NGANGGUR",
    "PENSIUNAN",
    "PENSIUN",
    "PURNAWIRAWAN",
)
_NOT_WORK_WORDS = frozenset(
    ["PELAJAR", "MAHASISWA", "MAHASISWI", "SISWA", "SISWI", "PENSIUNAN", "PENSIUN", "PENGANGGURAN"]
)


@dataclass(frozen=True, slots=True)
class OccupationMatch:
    """What a written occupation is: ``id`` of the table (None if not in it), its label or the text itself."""

    id: str | None
    label: str
    kind: OccupationKind


def spellings(label: str) -> set[str]:
    """Folded ways to write a label such as "Penjual air/kayu bakar" or "Penenun tenun ikat (gedogan)".

    The whole, the whole without its parentheses, each part between commas or " / ", and for words joined by a
    slash each one of them in its place, and what follows the slash alone if it has two words or more.
    """
    found = {fold(label)}
    bare = clean(re.sub(r"\([^)]*\)", " ", label))
    found.add(fold(bare))
    for part in re.split(r",| / ", bare):
        words = part.split()
        found.add(fold(part))
        for at, word in enumerate(words):
            pieces = word.split("/")
            if len(pieces) > 1:
                # "ayam/unggas" changes one word; what follows the last piece may belong to it alone.
                for piece in pieces:
                    found.add(fold(" ".join((*words[:at], piece, *words[at + 1 :]))))
                found.add(fold(" ".join((*words[:at], pieces[0]))))
                if len(words) > at + 1:
                    found.add(fold(" ".join((pieces[-1], *words[at + 1 :]))))
    return {spelling for spelling in found if spelling}


class OccupationTable:
    """The informal occupations of ``occupations.csv``."""

    def __init__(self, rows: Iterable[Mapping[str, str]]) -> None:
        """From rows with ``id`` and ``label``."""
        self._labels: dict[str, str] = {}
        ids: dict[str, set[str]] = {}
        exact: dict[str, str] = {}
        for row in rows:
            self._labels[row["id"]] = row["label"]
            for spelling in spellings(row["label"]):
                ids.setdefault(spelling, set()).add(row["id"])
            for alias in _ALIASES.get(row["id"], "").split(","):
                if alias.strip():
                    exact[alias.strip()] = row["id"]
            exact[fold(row["label"])] = row["id"]
        # A single word that only a slash made ("Penjual" of "Penjual/pengolah ikan") names no occupation.
        single = {fold(word) for word in ("penjual", "pembuat", "guru", "buruh", "tukang", "pengrajin", "pemilik")}
        self._ids = {s: next(iter(found)) for s, found in ids.items() if len(found) == 1 and s not in single} | exact
        self._squeezed = {spelling.replace(" ", ""): found for spelling, found in self._ids.items()}
        self._known: dict[str, OccupationMatch] = {}

    def labels(self) -> dict[str, str]:
        """Label by id, in the table's order."""
        return dict(self._labels)

    def label(self, value: str) -> str:
        """The label of an id; any other text is its own label."""
        return self._labels.get(value, value)

    def high_risk(self, occupation_id: str | None) -> bool:
        """Sea fishing, construction or driving."""
        return occupation_id in HIGH_RISK

    def match(self, text: str) -> OccupationMatch:
        """What a written occupation (or a stored id) is. Civil servants are no informal work either."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._match(clean(text))
        return known

    def _match(self, text: str) -> OccupationMatch:
        if text in self._labels:
            return OccupationMatch(text, self._labels[text], "informal")
        folded = fold(text)
        words = set(folded.split(" "))
        if folded in _NOT_WORK or words & _NOT_WORK_WORDS or folded.removesuffix(" LAINNYA") in _NOT_WORK:
            return OccupationMatch(None, text, "not_work")
        if words & _CIVIL_SERVANT or any(phrase in folded for phrase in _CIVIL_SERVANT_TEXT):
            return OccupationMatch(None, text, "civil_servant")
        found = self._find(folded)
        if found is None:
            return OccupationMatch(None, text, "unknown")
        return OccupationMatch(found, self._labels[found], "informal")

    def _find(self, folded: str) -> str | None:
        if not folded:
            return None
        squeezed = folded.replace(" ", "")
        if found := self._ids.get(folded) or self._squeezed.get(squeezed):
            return found
        # The longest known spelling of two words or more that the text begins with: "tukang kayu keliling".
        words = folded.split(" ")
        for count in range(len(words) - 1, 0, -1):
            head = " ".join(words[:count])
            if (count > 1 or len(head) >= 6) and (found := self._ids.get(head)):
                return found
        if len(squeezed) >= 6:
            near = {
                found
                for spelling, found in self._squeezed.items()
                if len(spelling) >= 6 and DamerauLevenshtein.distance(squeezed, spelling, score_cutoff=1) <= 1
            }
            if len(near) == 1:
                return near.pop()
        return None


def is_not_work(kind: OccupationKind) -> bool:
    """Whether the finding occupation_not_work stands: no work at all, or civil servant, soldier, police."""
    return kind in ("not_work", "civil_servant")
