"""Every cell of a package's visible sheets computed from its payload by docs/sync-format.md alone, and a return file
written by that page: programme, block, a change by others and verdicts arrive."""

import base64
import hashlib
import io
import json
import lzma
import zlib
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from ntt_desktop.services.assignment import slots
from ntt_desktop.services.capacity import programmes
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import verdicts
from ntt_desktop.services.sync.receive import receive
from tests.conftest import MakeContext
from tests.formats.package.test_by_the_book import BOOK, NODE, canonical, check_code, device_code, row_key, stock_key
from tests.services.capacity.capacity_support import add_programme
from tests.services.sync.nodes import VILLAGE, change, register, send

OWNER = ["worker key", "worker nik", "worker full_name"]
SHEETS = {
    "Pekerja": ("worker", BOOK.split("in their order, `")[1].split("`")[0].split()),
    "Kontak Keluarga": ("heir", [*OWNER, "name", "relation", "nik", "phone", "bank_name", "bank_account"]),
    "Anak": ("child", [*OWNER, "name", "birth_date", "school_level", "married", "working"]),
    "Kuota": ("slot", ["programme_id", "seat", *OWNER, "first_month", "last_month"]),
    "Klaim": ("claim", [*OWNER, "claim_type", "event_date"]),
    "Berhenti": ("worker", ["nik", "full_name", "village_code", "ended_on", "end_reason", "end_note"]),
}
FIELDS = BOOK.split("| `worker` | `")[1].split("`")[0].replace("#", "").replace("!", "").split()
SHEETS["Pekerja"][1].extend(FIELDS[FIELDS.index("phone") : FIELDS.index("notes") + 1])
TABLE = {line.split(" | ")[0][2:]: line.split(" | ") for line in BOOK.splitlines() if line.startswith("| ")}
LETTERS = {sheet: TABLE[sheet][1] for sheet in SHEETS}
HEADERS = {sheet: ["Kode Baris", *TABLE[sheet][2].removesuffix(" |").split(", ")] for sheet in SHEETS}
NAMED = {"occupation": "occupation", "occupation2": "occupation", "programme_id": "programme"}


def opened(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]], openpyxl.Workbook]:
    """The manifest, the lines of the payload, and the workbook of an unprotected file."""
    book = openpyxl.load_workbook(path)
    parts: dict[str, dict[int, str]] = {}
    for part, number, text, *_ in list(book["_ntt"].iter_rows(values_only=True))[1:]:
        parts.setdefault(str(part), {})[int(str(number))] = str(text)
    raw = {part: base64.b64decode("".join(text for _, text in sorted(found.items()))) for part, found in parts.items()}
    manifest = json.loads(raw["manifest"])
    packed = lzma if manifest["payload"]["packing"] == "xz" else zlib
    return manifest, [json.loads(line) for line in packed.decompress(raw["payload"]).decode().splitlines()], book


def records(lines: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Section 4: a field's value is that of the highest revision among its heads."""
    said: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = {}
    for line in lines:
        if "t" not in line:
            for field in line["v"]:
                said.setdefault((line["k"], line["i"]), {}).setdefault(field, []).append(line)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for record, fields in said.items():
        for field, changes in fields.items():
            replaced = {revision for one in changes for revision in one.get("p", {}).get(field, ())}
            head = max((one for one in changes if one["r"] not in replaced), key=lambda one: str(one["r"]))
            found.setdefault(record, {})[field] = head["v"][field]
    return found


def rendered(lines: list[dict[str, Any]]) -> dict[str, dict[str, list[str]]]:
    """Section 6: sheet -> row key -> the texts of its row."""
    known = records(lines)
    names = {line["of"]: line["v"] for line in lines if line.get("t") == "names"}
    people = {record: values for (kind, record), values in known.items() if kind == "worker"}
    live = {record for record, values in people.items() if values.get("nik") and not values.get("void")}
    sheets: dict[str, dict[str, list[str]]] = {}
    for sheet, (wanted, fields) in SHEETS.items():
        rows = sheets.setdefault(sheet, {})
        for (kind, record), values in known.items():
            owner = record if kind == "worker" else values.get("worker_id")
            gone = values.get("removed") or values.get("cancelled") or owner not in live
            if kind != wanted or gone or (sheet == "Berhenti" and not values.get("ended_on")):
                continue
            row: list[str] = [row_key(LETTERS[sheet], record)]
            for field in fields:
                value = people[str(owner)].get(field[7:]) if field.startswith("worker ") else values.get(field)
                value = row_key("P", str(owner)) if field == "worker key" else value
                value = ("Tidak", "Ya")[value] if field in ("married", "working") and value is not None else value
                value = names.get(NAMED[field], {}).get(value, value) if field in NAMED else value
                row.append("" if value is None else str(value))
                if field == "village_code":
                    row += names.get("village", {}).get(value, ["", "", ""])
            rows[row[0]] = row
    return sheets


def test_every_visible_cell_is_what_the_page_says(make_ctx: MakeContext, tmp_path: Path) -> None:
    office = make_ctx("supervisor", "53.11", name="kabupaten")
    known = (VILLAGE, "53.11.18.2005")  # the first stands in no list of villages
    people = [
        register(
            office,
            number,
            village_code=known[number % 2],
            bank_account="001",
            marital_status="kawin",
            monthly_income=1_500_000,
            rt="003",
        )
        for number in range(4)
    ]
    with office.store.write("t") as uow:
        child = {"worker_id": people[0], "name": "YANTO", "birth_date": "2015-05-01", "married": 0, "working": 1}
        uow.put("child", uow.new_id(), child)
        uow.put("heir", uow.new_id(), {"worker_id": people[0], "name": "HAPUS", "removed": 1})
        accident = {"worker_id": people[1], "claim_type": "jkk", "event_date": "2026-02-03"}
        uow.put("claim", uow.new_id(), accident)
    add_programme(office, seats=3, region="53.11")
    slots.assign(office, "P26", limit=2)
    change(office, "worker", people[2], ended_on="2026-02-01", end_reason="moved", end_note="ke Kupang")
    change(office, "worker", people[3], void=1, void_reason="salah")
    register(office, 9, nik="")
    manifest, lines, book = opened(send(office, tmp_path, unprotected=True).path)
    expected = rendered(lines)
    counts = {"Pekerja": 3, "Kontak Keluarga": 3, "Anak": 1, "Kuota": 2, "Klaim": 1, "Berhenti": 1}
    assert {sheet: len(rows) for sheet, rows in expected.items()} == counts
    assert sorted(manifest["counts"].values()) == sorted(counts.values())
    for sheet, rows in expected.items():
        shown = [["" if cell is None else str(cell) for cell in row] for row in book[sheet].iter_rows(values_only=True)]
        assert shown[0] == HEADERS[sheet]
        assert {row[0]: row for row in shown[1:]} == rows
    said = {str(row[1]): str(row[2]) for row in book["Ringkasan"].iter_rows(values_only=True) if row[2] is not None}
    made = datetime.fromisoformat(manifest["created"]).astimezone(timezone(timedelta(hours=8)))
    assert said["Dibuat"] == f"{made:%d/%m/%Y %H.%M} WITA"
    assert (said["Rentang catatan"], said["Kode pemeriksaan"]) == (f"1-{manifest['to']}", check_code(manifest))
    assert said["Iuran"] == "Rp" + f"{manifest['rupiah']:,}".replace(",", ".")
    assert manifest["rupiah"] == manifest["person_months"] * 16_800


def test_a_return_file_of_another_program_is_taken_in(ctx: Context, tmp_path: Path) -> None:
    people = [register(ctx, number, heirs=0) for number in range(3)]
    sent, lines, _ = opened(send(ctx, tmp_path, unprotected=True).path)
    private = Ed25519PrivateKey.generate()
    key = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    device = base64.b32encode(hashlib.sha256(key).digest()).decode().lower()[:10]
    programme, block = f"{NODE[:-2]}b1", f"{NODE[:-2]}b2"
    me = {"name": "induk", "region": "53", "role": "supervisor", "officer": "A. Lobo"}
    terms = {"code": "P26", "name": "APBD", "payer": "provinsi", "region": "53", "owner_node": NODE, "rate": 16800}
    terms |= {"first_month": "2026-01", "months": 12, "seats": 9}
    part = {"programme_id": programme, "seat_from": 1, "seat_to": 5, "first_month": "2026-01", "last_month": "2026-12"}
    part |= {"holder_node": sent["sender"]["node"], "region": "53.11", "status": "confirmed"}
    theirs = [line for line in lines if line.get("i") == people[0]]
    replaced = {"full_name": [line["r"] for line in theirs if "full_name" in line["v"]]}
    made = [
        {"k": "node", "i": NODE, "v": {**me, "device": device, "public_key": key.hex()}},
        {"k": "programme", "i": programme, "v": terms},
        {"k": "block", "i": block, "v": part},
        {"k": "worker", "i": people[0], "v": {"full_name": "AGNES BENAR"}, "p": replaced},
    ]
    changes = [{**one, "r": f"{0x19C45470058:012x}{at:04x}{device}", "a": "A. Lobo"} for at, one in enumerate(made)]
    asked = {"code": "correction_asked", "field": "full_name", "value": "Nama menurut KTP", "params": {}}
    accepted = base64.b64encode(b"".join(sorted(map(stock_key, people[:2])))).decode()
    lines = [
        {"t": "names", "of": "village", "v": {VILLAGE: ["Lambanapu", "Kambera", "Kab. Sumba Timur"]}},
        {"t": "names", "of": "occupation", "v": {"petani": "Petani"}},
        {"t": "verdict", "s": "accepted", "v": accepted, "by": NODE},
        {"t": "verdict", "s": "correct", "i": people[2], "findings": [asked], "by": NODE},
        {
            "t": "verdict",
            "s": "maybe_duplicate",
            "i": people[1],
            "region": "53.04",
            "nik": "*" * 12 + "0009",
            "by": NODE,
        },
    ]
    every = sorted([*changes, *theirs], key=lambda one: str(one["r"]))
    payload = "".join(f"{one}\n" for one in [*sorted(map(canonical, lines)), *map(canonical, every)]).encode()
    manifest: dict[str, Any] = {
        "format": "1.1",
        "reads": "1.1",
        "kind": "return",
        "package": f"{NODE[:-2]}ff",
        "epoch": "e",
        "sequence": 1,
        "created": "2026-02-10T01:00:00+00:00",
        "sender": {**me, "node": NODE, "device": "induk", "key": base64.b64encode(key).decode(), "program": "lain 1"},
        "parent": "",
        "recipient": sent["sender"]["node"],
        "from": 0,
        "to": len(changes),
        "previous": "",
        "range_sha256": hashlib.sha256("".join(f"{one['r']}\n" for one in changes).encode()).hexdigest(),
        "proof": sent["payload"]["sha256"],
        "acknowledged": {sent["sender"]["node"]: {"epoch": sent["epoch"], "to": sent["to"]}},
        "counts": {"workers": 1, "heirs": 0, "children": 0, "slots": 0, "claims": 0, "ended": 0},
        "person_months": 0,
        "rupiah": 0,
        "incomplete": 0,
        "unprotected": True,
        "full": False,
        "stock": {"regions": {"53.11.18": 3}, "person_months": 0, "rupiah": 0},
        "payload": {"sha256": hashlib.sha256(payload).hexdigest(), "size": len(payload), "packing": "xz"},
    }
    manifest["check_code"] = check_code(manifest)
    stated = canonical(manifest).encode()
    signature = private.sign(b"ntt-package-1\0" + stated)
    book = openpyxl.Workbook()
    hidden = book.create_sheet("_ntt")
    hidden.append(["ntt-package"])
    packed = lzma.compress(payload, preset=6, check=lzma.CHECK_CRC32)
    for name, content in (("manifest", stated), ("signature", signature), ("payload", packed)):
        hidden.append([name, "1", base64.b64encode(content).decode()])
    sheet = book.create_sheet("Pekerja")
    sheet.append(HEADERS["Pekerja"])
    for row in rendered([*lines, *every])["Pekerja"].values():
        sheet.append([cell or None for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / "balasan.xlsx"
    path.write_bytes(stream.getvalue())
    (report,) = receive(ctx, [path], trusted=[device_code(key)]).value
    assert (report.status, report.reason, report.updated, report.edited) == ("received", "", 1, ())
    assert report.verdicts == {"accepted": 2, "correct": 1, "maybe_duplicate": 1}
    assert [{one.state for one in verdicts.of_worker(ctx, worker)} for worker in people] == [
        {"accepted"},
        {"accepted", "maybe_duplicate"},
        {"correct"},
    ]
    assert programmes.ledger(ctx, "P26").own.free == 60
    following, _, _ = opened(send(ctx, tmp_path, unprotected=True).path)
    assert following["acknowledged"] == {NODE: {"epoch": "e", "to": 4}}
    assert (following["from"], following["counts"]["workers"]) == (sent["to"], 0)
