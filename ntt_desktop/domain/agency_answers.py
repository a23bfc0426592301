"""What BPJS, Dukcapil and the social office answer about a person, in the words that offices write (domain section 2).

An answer is a code. What it means for a slot is said by the programme's rules; only what is wrong with the identity
itself needs no rule.
"""

import re
from dataclasses import dataclass

from ntt_desktop.domain.text import fold

BPJS, DUKCAPIL, DINSOS = "bpjs", "dukcapil", "dinsos"
AGENCIES = (BPJS, DUKCAPIL, DINSOS)

ACTIVE, ACTIVE_PU, ACTIVE_BPU, INACTIVE, NONE = "active", "active_pu", "active_bpu", "inactive", "none"
ALIVE, DEAD, NIK_NOT_FOUND, NIK_DOUBLE = "alive", "dead", "nik_not_found", "nik_double"
OTHER_NAME, OTHER_BIRTH, MOVED = "other_name", "other_birth", "moved"
DECILE, NOT_LISTED = "decile", "not_listed"

CODES = {
    BPJS: (NONE, INACTIVE, ACTIVE_PU, ACTIVE_BPU, ACTIVE, DEAD, NIK_NOT_FOUND, OTHER_NAME),
    DUKCAPIL: (ALIVE, DEAD, NIK_NOT_FOUND, NIK_DOUBLE, OTHER_NAME, OTHER_BIRTH, MOVED),
    DINSOS: (DECILE, NOT_LISTED, DEAD, NIK_NOT_FOUND, OTHER_NAME),
}
"""What each agency may answer, the usual one first."""

IDENTITY = frozenset((NIK_NOT_FOUND, NIK_DOUBLE, OTHER_NAME))
"""Answers that say that the person cannot be found as written here: no rule is needed to refuse a slot."""
LIFE = {ALIVE: True, DEAD: False}

BPJS_STATUS = {
    NONE: "BUKAN PESERTA",
    INACTIVE: "NONAKTIF",
    ACTIVE_PU: "AKTIF PU",
    ACTIVE_BPU: "AKTIF BPU",
    ACTIVE: "AKTIF",
}
"""What the person's ``bpjs_status`` says after these answers of BPJS; the eligibility rules read it."""

CHOICES = {
    BPJS: ("TIDAK TERDAFTAR", "NONAKTIF", "AKTIF PU", "AKTIF BPU", "MENINGGAL", "NIK TIDAK VALID", "NAMA TIDAK SESUAI"),
    DUKCAPIL: (
        *("SESUAI", "MENINGGAL", "NIK TIDAK DITEMUKAN", "NIK GANDA", "NAMA TIDAK SESUAI"),
        *("TANGGAL LAHIR TIDAK SESUAI", "PINDAH"),
    ),
    DINSOS: (*(f"DESIL {number}" for number in range(1, 11)), "TIDAK TERDAFTAR", "MENINGGAL", "NIK TIDAK DITEMUKAN"),
}
"""The words in the dropdown of the workbook that an agency fills in."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer: its code, and the decile when that is the answer."""

    code: str
    decile: int | None = None


_NOT = r"(?:TIDAK|TDK|TAK|BELUM|BUKAN|NON|NO|NOT)"
_DIED = r"(?:MENINGGAL|WAFAT|ALM|ALMARHUM|ALMARHUMAH|MATI|TUTUP USIA|AKTA KEMATIAN)"
_DEAD = re.compile(rf"\b{_DIED}\b")
_NOT_DEAD = re.compile(rf"\b{_NOT} (?:ADA )?{_DIED}\b|\b{_DIED} {_NOT}\b")
_ABSENT = re.compile(
    rf"\b({_NOT} (?:TERDAFTAR|DITEMUKAN|ADA|KETEMU|TERDATA|TERCATAT|PESERTA|MENJADI PESERTA|TERDAFTAR SEBAGAI PESERTA|"
    r"DTSEN|DTKS|FOUND|REGISTERED)|NIHIL|TIDAK DI TEMUKAN|DATA KOSONG|NOT FOUND)\b"
)
_INVALID_NIK = re.compile(rf"\bNIK (?:INVALID|SALAH|{_NOT} (?:VALID|SESUAI|BENAR|PADAN|DIKENAL))\b")
_DOUBLE = re.compile(r"\b(GANDA|DOBEL|DOUBLE|DUPLIKAT)\b")
_DIFFERS = rf"(?:{_NOT} (?:SESUAI|SAMA|COCOK|PADAN|MATCH)|BERBEDA|BEDA|SALAH)"
_OTHER_BIRTH = re.compile(rf"\b(?:TANGGAL|TGL|TTL|LAHIR)\b.*\b{_DIFFERS}\b")
_OTHER_NAME = re.compile(rf"\b{_DIFFERS}\b|\bNAMA LAIN\b|\bORANG LAIN\b")
_MOVED = re.compile(r"\b(PINDAH|MUTASI|LUAR DAERAH)\b")
_FINE = re.compile(
    r"\b(SESUAI|PADAN|VALID|COCOK|SAMA|AKTIF|HIDUP|ADA|DITEMUKAN|TERDAFTAR|TERDATA|OK|YA|BENAR|MATCH|FOUND)\b"
)
_ENDED = re.compile(rf"\b(NONAKTIF|NONACTIVE|INACTIVE|BERHENTI|KELUAR|{_NOT} (?:AKTIF|ACTIVE)|PERNAH|MANTAN|BEKAS)\b")
_BPU = re.compile(r"\b(BPU|BUKAN PENERIMA UPAH|MANDIRI|INFORMAL)\b")
_PU = re.compile(r"\b(PU|PPU|PENERIMA UPAH|KARYAWAN|PEKERJA PENERIMA UPAH)\b")
_ACTIVE = re.compile(r"\b(AKTIF|ACTIVE|TERDAFTAR|PESERTA|JAKON|JASA KONSTRUKSI|PMI)\b")
_DECILE = re.compile(r"(?:DESIL|DECILE|D|KELOMPOK)? ?(?:KE )?(\d{1,2})(?: ?(?:NASIONAL|DTSEN))?")


def read_answer(agency: str, text: str, segment: str = "") -> Said | None:
    """The answer that a text of this agency gives; ``segment``: a second column (PU, BPU). None: it says none."""
    said = fold(f"{text} {segment}")
    if not said:
        return None
    if _NOT_DEAD.search(said):
        return Said(ALIVE) if agency == DUKCAPIL else None
    if _DEAD.search(said):
        return Said(DEAD)
    if agency == BPJS:
        return _bpjs(said)
    return _dinsos(said, fold(text)) if agency == DINSOS else _dukcapil(said)


def _bpjs(said: str) -> Said | None:
    if _INVALID_NIK.search(said):
        return Said(NIK_NOT_FOUND)
    if _ABSENT.search(said):
        return Said(NONE)
    if _ENDED.search(said):
        return Said(INACTIVE)
    if _OTHER_NAME.search(said):
        return Said(OTHER_NAME)
    if _BPU.search(said):
        return Said(ACTIVE_BPU)
    if _PU.search(said):
        return Said(ACTIVE_PU)
    return Said(ACTIVE) if _ACTIVE.search(said) else None


def _dukcapil(said: str) -> Said | None:
    for pattern, code in (
        (_INVALID_NIK, NIK_NOT_FOUND),
        (_ABSENT, NIK_NOT_FOUND),
        (_DOUBLE, NIK_DOUBLE),
        (_OTHER_BIRTH, OTHER_BIRTH),
        (_OTHER_NAME, OTHER_NAME),
        (_MOVED, MOVED),
    ):
        if pattern.search(said):
            return Said(code)
    if re.search(rf"\b{_NOT}\b|\bNONAKTIF\b", said):
        return None
    return Said(ALIVE) if _FINE.search(said) else None


def _dinsos(said: str, alone: str) -> Said | None:
    if found := _DECILE.fullmatch(alone):
        number = int(found[1])
        return Said(DECILE, number) if 1 <= number <= 10 else None
    if re.search(r"\bNIK\b", said) and (_INVALID_NIK.search(said) or _ABSENT.search(said)):
        return Said(NIK_NOT_FOUND)
    if _ABSENT.search(said):
        return Said(NOT_LISTED)
    return Said(OTHER_NAME) if _OTHER_NAME.search(said) else None
