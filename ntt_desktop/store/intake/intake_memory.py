"""What imports leave behind beside their rows: terms, remembered mappings and values, and rows that came back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork

MAPPING, VALUE = "mapping", "value"
_MOST = 2000
"""Entries kept of a scope; the ones that were not used for longest go."""


def put_terms(uow: UnitOfWork, import_id: str, terms: Mapping[str, Any]) -> None:
    """Note what was asked of an import."""
    uow.execute(
        "INSERT OR REPLACE INTO intake_terms (import_id, terms) VALUES (?, ?)",
        (import_id, json.dumps(terms, ensure_ascii=False)),
    )


def terms_of(reader: Rows, import_id: str) -> dict[str, Any]:
    """What was asked of an import; empty for one that an older version took in."""
    found = reader.rows("SELECT terms FROM intake_terms WHERE import_id = ?", (import_id,))
    return dict(json.loads(found[0]["terms"])) if found else {}


def unsaid_imports(reader: Rows) -> list[dict[str, Any]]:
    """Stored imports whose terms say that nobody was told yet, oldest first: id, file, rows_*."""
    return reader.rows(
        "SELECT i.* FROM import i JOIN intake_terms t ON t.import_id = i.id "
        "WHERE json_extract(t.terms, '$.unsaid') = 1 AND i.undone_on IS NULL ORDER BY i.id"
    )


def remember(uow: UnitOfWork, scope: str, owner: str, values: Mapping[str, str], day: str) -> None:
    """Keep what was said; said again it counts as used on ``day`` (ISO)."""
    for name, value in values.items():
        uow.execute(
            "INSERT OR REPLACE INTO intake_memory (scope, owner, name, value, used_on) VALUES (?, ?, ?, ?, ?)",
            (scope, owner, name, value, day),
        )
    uow.execute(
        "DELETE FROM intake_memory WHERE (scope, owner, name) IN (SELECT scope, owner, name FROM intake_memory "
        "WHERE scope = ? ORDER BY used_on DESC LIMIT -1 OFFSET ?)",
        (scope, _MOST),
    )


def remembered(reader: Rows, scope: str, owners: Sequence[str] | None = None) -> dict[str, dict[str, str]]:
    """Owner -> name -> value; of these owners only, if they are given."""
    where, params = "", list[str]()
    if owners is not None:
        where, params = f" AND owner IN ({', '.join('?' * len(owners))})", list(owners)
    found: dict[str, dict[str, str]] = {}
    for row in reader.rows(
        f"SELECT owner, name, value FROM intake_memory WHERE scope = ?{where} ORDER BY owner, name", (scope, *params)
    ):
        found.setdefault(row["owner"], {})[row["name"]] = row["value"]
    return found


def forget(uow: UnitOfWork, scope: str, owner: str) -> None:
    """Forget what was said of one header or by one sender."""
    uow.execute("DELETE FROM intake_memory WHERE scope = ? AND owner = ?", (scope, owner))


def note_mended(uow: UnitOfWork, by_import: str, pairs: Iterable[tuple[str, int, int]]) -> None:
    """Note rows that came back: (import, row's number, number of the row in ``by_import``)."""
    for import_id, seq, by_seq in pairs:
        uow.execute(
            "INSERT OR REPLACE INTO intake_mend (import_id, seq, by_import, by_seq) VALUES (?, ?, ?, ?)",
            (import_id, seq, by_import, by_seq),
        )


def mended_rows(reader: Rows, import_id: str) -> dict[int, str]:
    """Rows of an import that another import, which still stands, brought back so that they could be stored."""
    rows = reader.rows(
        "SELECT m.seq, max(m.by_import) AS by_import FROM intake_mend m "
        "JOIN intake_file f ON f.import_id = m.by_import "
        "JOIN intake_row r ON r.import_id = m.by_import AND r.seq = m.by_seq "
        "WHERE m.import_id = ? AND f.state = 'stored' AND r.outcome <> 'rejected' GROUP BY m.seq",
        (import_id,),
    )
    return {row["seq"]: row["by_import"] for row in rows}


def mended_counts(reader: Rows) -> dict[str, int]:
    """Import -> how many of its rows came back and could be stored."""
    rows = reader.rows(
        "SELECT m.import_id, count(DISTINCT m.seq) AS number FROM intake_mend m "
        "JOIN intake_file f ON f.import_id = m.by_import "
        "JOIN intake_row r ON r.import_id = m.by_import AND r.seq = m.by_seq "
        "JOIN intake_row o ON o.import_id = m.import_id AND o.seq = m.seq "
        "WHERE f.state = 'stored' AND r.outcome <> 'rejected' AND o.outcome = 'rejected' GROUP BY m.import_id"
    )
    return {row["import_id"]: row["number"] for row in rows}
