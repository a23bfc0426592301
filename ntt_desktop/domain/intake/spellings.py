"""How lists name their columns, besides the table of spellings in the reference data."""

ROW_NUMBER = "row_no"

IGNORED = "-"
"""Given as the field of a column, this says that the column is not to be read."""

ROW_KEY = "row_key"

KEY_HEADER = "KUNCI BARIS"
"""The hidden column of a correction workbook: to which row of which import its row goes back."""

UNCOUNTED = frozenset((ROW_NUMBER, ROW_KEY))
"""Fields that say nothing of a person."""

PAYER_HEADERS = ("SUMBER DANA", "SUMBER PEMBIAYAAN", "PEMBAYAR", "PEMBERI IURAN", "DIBAYAR OLEH", "PENANGGUNG IURAN")
"""Headers of the payer in a list of earlier cover; read as that only when the list is taken in as one."""

IDENTITY = ("nik", "full_name")

OWN_SPELLINGS = (
    (ROW_KEY, KEY_HEADER),
    ("birth", "KELAHIRAN TEMPAT TANGGAL"),
    ("birth", "LAHIR TEMPAT TANGGAL"),
    ("birth", "TEMPAT TANGGAL KELAHIRAN"),
    ("birth", "TEMPAT DAN TANGGAL LAHIR"),
    ("birth", "TEMPAT DAN TGL LAHIR"),
    ("birth", "TEMPAT TGL LHR"),
    ("nik", "NIK/NO KTP"),
    ("nik", "NO KTP/NIK"),
    ("nik", "NIK/KTP"),
    ("full_name", "NAMA_LGKP"),
    ("full_name", "NAMA ART"),
    ("full_name", "NAMA ANGGOTA KELUARGA"),
    ("full_name", "NAMA PENDUDUK"),
    ("full_name", "NAMA WARGA"),
    ("full_name", "NAMA PEKERJA RENTAN"),
    ("full_name", "NAMA PENERIMA MANFAAT"),
    ("birth_place", "TMPT_LHR"),
    ("birth_place", "TMP_LHR"),
    ("birth_place", "TMPT"),
    ("birth_date", "TGL"),
    ("sex", "JENIS_KLMIN"),
    ("sex", "JNS_KLMIN"),
    ("sex", "JENKEL"),
    ("mother_name", "NAMA_LGKP_IBU"),
    ("marital_status", "STAT_KWN"),
    ("marital_status", "KAWIN"),
    ("family_role", "STAT_HBKEL"),
    ("family_role", "HUB KELUARGA"),
    ("family_role", "HUBUNGAN DALAM KELUARGA"),
    ("family_role", "STATUS HUBUNGAN DALAM KELUARGA"),
    ("occupation", "JENIS_PKRJN"),
    ("rt", "NO_RT"),
    ("rw", "NO_RW"),
    ("village", "NAMA_KEL"),
    ("village", "NAMA KELURAHAN"),
    ("village", "NAMA DESA/KELURAHAN"),
    ("village", "NAMA DESA/KEL"),
    ("village", "NMDESA"),
    ("village", "NMKEL"),
    ("subdistrict", "NAMA_KEC"),
    ("subdistrict", "NMKEC"),
    ("regency", "NMKAB"),
    ("regency", "NAMA_KAB"),
    ("regency", "NAMA KABUPATEN"),
    ("regency", "NAMA KAB/KOTA"),
    ("regency", "NAMA KABUPATEN/KOTA"),
    ("province", "NAMA_PROP"),
    ("province", "NMPROP"),
    ("province", "NMPROV"),
    ("province", "NAMA PROVINSI"),
    ("phone", "NO HP/WA"),
    ("phone", "NO WA/HP"),
    ("phone", "NOMOR TELEPON"),
    ("phone", "NOMOR HANDPHONE"),
    ("phone", "NOMOR WA"),
    ("decile", "DESIL NASIONAL"),
)
"""Beside the shipped spellings: our own key, what a header in two rows makes of TEMPAT, TANGGAL in one cell, and the
column names of population lists (SIAK), resident lists (OpenSID) and social data lists (DTKS, regsosek)."""
