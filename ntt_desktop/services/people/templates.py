"""The empty list for villages, with the villages and occupations to choose from."""

from pathlib import Path

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.errors import UserError
from ntt_desktop.services.areas import known_area
from ntt_desktop.services.context import Context, Result
from ntt_desktop.services.people.village_choices import VillageChoices
from ntt_desktop.store.files import write_atomic
from ntt_desktop.wording.templates import title_lines

HEADERS = {
    "row_no": "NO",
    "nik": "NIK",
    "no_kk": "NO KK",
    "full_name": "NAMA LENGKAP",
    "birth_place": "TEMPAT LAHIR",
    "birth_date": "TANGGAL LAHIR",
    "sex": "L/P",
    "mother_name": "NAMA IBU KANDUNG",
    "address": "ALAMAT",
    "rt_rw": "RT/RW",
    "village": "DESA/KELURAHAN",
    "occupation": "PEKERJAAN",
    "phone": "NO HP",
    "heir_name": "NAMA AHLI WARIS",
    "heir_relation": "HUBUNGAN",
    "heir_phone": "NO HP AHLI WARIS",
}
"""The columns of the empty list, in Indonesian always; intake reads each of them back."""


def write_template(ctx: Context, region: str, out: Path, *, overwrite: bool = False) -> Result[Path]:
    """Write an empty list for a kabupaten, kecamatan or village into ``out`` (a file, or a folder).

    Raises ``unknown_region`` (also for the whole province), ``file_exists``, and `StoreError` for the disk.
    """
    from ntt_desktop.formats import intake_template

    regions = ctx.reference.regions
    code = known_area(ctx, region)
    if not regions.regency_of(code):
        raise UserError("unknown_region", region=region)
    target = out / f"usulan-{code}.xlsx" if out.is_dir() or not out.suffix else out
    if target.exists() and not overwrite:
        raise UserError("file_exists", file=str(target))
    villages = VillageChoices(regions, code)
    area = regions.subdistrict_of(code) or code
    villages.of_area(area)
    lists = {
        "village": [regions.get(code).title] if regions.get(code).is_village else villages.lists[area],
        "occupation": sorted(ctx.reference.occupations.labels().values()),
        "sex": ("L", "P"),
    }
    write_atomic(target, intake_template.render(intake_template.Template(_title(regions, code), HEADERS, lists)))
    return Result(target)


def _title(regions: RegionTree, code: str) -> list[str]:
    village = regions.get(code) if regions.get(code).is_village else None
    subdistrict = regions.find(regions.subdistrict_of(code))
    regency = regions.get(regions.regency_of(code))
    return title_lines(
        village.title if village else "", subdistrict.name if subdistrict else "", regency.title if regency else ""
    )
