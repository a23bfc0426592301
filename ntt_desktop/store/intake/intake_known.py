"""What an intake looks up about people who are known: by NIK, birth, phone; what was verified, earlier cover, heirs."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ntt_desktop.store.life_events.ends import with_ends
from ntt_desktop.store.rows import CHUNK, Rows, chunks

_ROW = "import_id, seq, sheet, row, outcome, codes, phone, worker_id, draft, result"


def known_by_nik(reader: Rows, niks: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """NIK -> the surviving records (void ones left out) of the people who have it, lowest id first."""
    known: dict[str, list[dict[str, Any]]] = {}
    for chunk in chunks(niks):
        marks = ", ".join("?" * len(chunk))
        found = reader.rows(
            "SELECT DISTINCT n.nik AS asked, s.* FROM worker n JOIN worker s ON s.id = n.person_id "
            f"WHERE n.nik IN ({marks}) AND n.void IS NOT 1 AND s.void IS NOT 1 ORDER BY s.id",
            chunk,
        )
        with_ends(reader, found)
        for row in found:
            known.setdefault(row.pop("asked"), []).append(row)
    return known


def born_in(reader: Rows, births: Sequence[str], villages: Sequence[str]) -> list[dict[str, Any]]:
    """Living people (id, pk, nik, full_name, sex, birth_date, village_code) born on one of the days in one of the
    villages; ended ones too."""
    found: list[dict[str, Any]] = []
    for some in chunks(births, CHUNK // 2):
        for places in chunks(villages, CHUNK // 2):
            found += reader.rows(
                "SELECT id, pk, nik, full_name, sex, birth_date, village_code FROM worker "
                f"WHERE birth_date IN ({', '.join('?' * len(some))}) "
                f"AND village_code IN ({', '.join('?' * len(places))}) AND person_id = id AND void IS NOT 1 "
                "ORDER BY id",
                (*some, *places),
            )
    return found


def phone_holders(reader: Rows, phones: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(phone, NIK) of every living person who has one of these phones; an empty NIK where none is known."""
    for chunk in chunks(phones):
        marks = ", ".join("?" * len(chunk))
        for row in reader.rows(
            f"SELECT phone, nik FROM worker WHERE phone IN ({marks}) AND person_id = id AND void IS NOT 1", chunk
        ):
            yield row["phone"], row["nik"] or ""


def heirs_of(reader: Rows, workers: Sequence[str]) -> dict[str, list[str]]:
    """Worker -> names of their family contacts."""
    found: dict[str, list[str]] = {}
    for chunk in chunks(workers):
        marks = ", ".join("?" * len(chunk))
        for row in reader.rows(
            f"SELECT worker_id, name FROM heir WHERE worker_id IN ({marks}) AND removed IS NOT 1", chunk
        ):
            found.setdefault(row["worker_id"], []).append(row["name"] or "")
    return found


def heirs_named(reader: Rows, worker: str, name: str) -> list[str]:
    """Ids of a person's family contacts with this name."""
    rows = reader.rows("SELECT id FROM heir WHERE worker_id = ? AND name = ? AND removed IS NOT 1", (worker, name))
    return [row["id"] for row in rows]


def seen_of(reader: Rows, people: Sequence[str]) -> dict[str, set[str]]:
    """Survivor -> what was seen of them (ktp, kk, ...) by verifications that stand."""
    seen: dict[str, set[str]] = {}
    for chunk in chunks(people):
        for row in reader.rows(
            "SELECT w.person_id AS person, v.seen FROM worker w JOIN verification v ON v.worker_id = w.id "
            f"WHERE w.person_id IN ({', '.join('?' * len(chunk))}) AND v.withdrawn IS NULL",
            chunk,
        ):
            seen.setdefault(row["person"], set()).update(json.loads(row["seen"] or "[]"))
    return seen


def covers_of(reader: Rows, people: Sequence[str]) -> dict[str, set[tuple[str, str, str]]]:
    """Survivor -> earlier cover: payer, first month, last paid month."""
    covers: dict[str, set[tuple[str, str, str]]] = {}
    for chunk in chunks(people):
        for row in reader.rows(
            "SELECT w.person_id AS person, c.payer, c.first_month, c.last_paid_month FROM worker w "
            f"JOIN cover c ON c.worker_id = w.id WHERE w.person_id IN ({', '.join('?' * len(chunk))}) "
            "AND c.removed IS NOT 1",
            chunk,
        ):
            months = (row["payer"] or "", row["first_month"] or "", row["last_paid_month"] or "")
            covers.setdefault(row["person"], set()).add(months)
    return covers


def cover_ids(reader: Rows, worker: str, payer: str, first: str, last: str) -> list[str]:
    """The cover records of a person (any of their records) that say this."""
    rows = reader.rows(
        "SELECT c.id FROM cover c JOIN worker w ON w.id = c.worker_id WHERE w.person_id = ? AND c.payer = ? "
        "AND c.first_month = ? AND c.last_paid_month = ? AND c.removed IS NOT 1",
        (worker, payer, first, last),
    )
    return [row["id"] for row in rows]


def people_of(reader: Rows, workers: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Worker -> the surviving record; those who are void or unknown are left out."""
    found: dict[str, dict[str, Any]] = {}
    for chunk in chunks(workers):
        for row in reader.rows(
            "SELECT n.id AS asked, s.* FROM worker n JOIN worker s ON s.id = n.person_id "
            f"WHERE n.id IN ({', '.join('?' * len(chunk))}) AND n.void IS NOT 1 AND s.void IS NOT 1",
            chunk,
        ):
            found[row.pop("asked")] = row
    with_ends(reader, found.values())
    return found


def stored_rows(reader: Rows, wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    """(import, number) -> the row as it is kept, of imports that were stored here and still stand."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    by_import: dict[str, list[int]] = {}
    for import_id, seq in wanted:
        by_import.setdefault(import_id, []).append(seq)
    for import_id, numbers in by_import.items():
        for start in range(0, len(numbers), CHUNK):
            some = numbers[start : start + CHUNK]
            columns = ", ".join(f"r.{name.strip()}" for name in _ROW.split(","))
            for row in reader.rows(
                f"SELECT {columns} FROM intake_row r JOIN intake_file f ON f.import_id = r.import_id "
                f"WHERE r.import_id = ? AND f.state = 'stored' AND r.seq IN ({', '.join('?' * len(some))})",
                (import_id, *some),
            ):
                found[import_id, row["seq"]] = row
    return found


def keeper(reader: Rows, import_id: str, worker: str) -> dict[str, Any] | None:
    """The row of an import that holds a person, or None."""
    rows = reader.rows(
        f"SELECT {_ROW} FROM intake_row WHERE import_id = ? AND worker_id = ? "
        "AND outcome IN ('new', 'updated', 'identical') ORDER BY seq LIMIT 1",
        (import_id, worker),
    )
    return rows[0] if rows else None


def findings_by_import(reader: Rows, worker: str, file: str, since: str) -> tuple[list[str], list[str]]:
    """Ids of the findings of a person that storing an import (its record has revision ``since``) made and cleared."""
    rows = reader.rows(
        "SELECT f.id, f.cleared, f.created_rev = c.revision AS made FROM finding f "
        "JOIN worker w ON w.id = f.worker_id JOIN change c ON c.revision = f.updated_rev "
        "WHERE w.person_id = ? AND substr(c.reason || ':', 1, length(?)) = ? AND c.revision > ?",
        (worker, f"import {file}:", f"import {file}:", since),
    )
    made = [row["id"] for row in rows if row["made"] and not row["cleared"]]
    return made, [row["id"] for row in rows if not row["made"] and row["cleared"]]
