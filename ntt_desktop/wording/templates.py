"""The title of an empty list; its labels are those by which intake reads titles, in Indonesian always."""

from ntt_desktop.i18n import tr


def title_lines(village: str, subdistrict: str, regency: str) -> list[str]:
    """The title and the places that the list is for; empty ones are left out."""
    places = (("DESA/KELURAHAN", village), ("KECAMATAN", subdistrict), ("KABUPATEN/KOTA", regency))
    return [tr("Proposed vulnerable workers"), *(f"{label} : {name}" for label, name in places if name)]
