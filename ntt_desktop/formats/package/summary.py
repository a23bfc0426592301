"""Ringkasan, the first sheet: what the file is and holds, in plain cells that people and receivers can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from ntt_desktop.domain.money import number, rupiah
from ntt_desktop.formats.package.manifest import RETURN, Manifest

_WITA = timezone(timedelta(hours=8))

PLAIN_WARNING = "TANPA KATA SANDI"


@dataclass(frozen=True, slots=True)
class Section:
    """A block of the sheet: its heading and (label, text) lines. A label stands once in the whole sheet."""

    heading: str
    lines: tuple[tuple[str, str], ...]


def summary(manifest: Manifest, region_names: Mapping[str, str]) -> list[Section]:
    """The sections of Ringkasan. ``region_names``: subdistrict code -> name, for the lines of the whole stock."""
    sender = manifest.sender
    counts = manifest.counts
    file = [
        ("Jenis berkas", "Berkas balasan" if manifest.kind == RETURN else "Paket data"),
        ("Nomor berkas", str(manifest.sequence)),
        ("Kode pemeriksaan", manifest.check_code),
        ("Dibuat", local_time(manifest.created)),
        ("Rentang catatan", f"{manifest.start + 1}-{manifest.end}" if manifest.end > manifest.start else "-"),
    ]
    if manifest.unprotected:
        file.append(("Perlindungan", PLAIN_WARNING))
    stock = [
        (f"{region_names.get(code, code)} ({code})", number(count))
        for code, count in sorted(manifest.stock.regions.items())
    ]
    return [
        Section("Berkas", tuple(file)),
        Section(
            "Pengirim",
            (
                ("Perangkat", sender.name),
                ("Petugas", sender.officer),
                ("Wilayah", f"{region_names.get(sender.region, sender.region)} ({sender.region})"),
                ("Kode simpul", sender.node),
            ),
        ),
        Section(
            "Isi berkas",
            (
                ("Pekerja", number(counts.get("workers", 0))),
                ("Kontak keluarga", number(counts.get("heirs", 0))),
                ("Anak", number(counts.get("children", 0))),
                ("Kuota", number(counts.get("slots", 0))),
                ("Klaim", number(counts.get("claims", 0))),
                ("Berhenti", number(counts.get("ended", 0))),
                ("Orang-bulan", number(manifest.person_months)),
                ("Iuran", rupiah(manifest.rupiah)),
            ),
        ),
        Section(
            "Seluruh data pengirim",
            (
                ("Jumlah pekerja", number(manifest.stock.workers)),
                ("Belum lengkap (tidak dikirim)", number(manifest.incomplete)),
                ("Jumlah orang-bulan", number(manifest.stock.person_months)),
                ("Jumlah iuran", rupiah(manifest.stock.rupiah)),
            ),
        ),
        Section("Jumlah pekerja per kecamatan", tuple(stock)),
    ]


def local_time(created: str) -> str:
    """A UTC time as people of NTT write it: ``22/11/2026 20.11 WITA`` (UTC+8, the same everywhere in the province)."""
    return datetime.fromisoformat(created).astimezone(_WITA).strftime("%d/%m/%Y %H.%M WITA")
