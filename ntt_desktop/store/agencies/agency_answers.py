"""Reading what agencies answered, what BPJS made of uploads, and who is asked about."""

from collections.abc import Iterable
from typing import Any

from ntt_desktop.store.assignment.batches import IN_DECREE
from ntt_desktop.store.rows import Rows, chunks

_PERSON = (
    "h.id AS worker_id, h.pk, h.nik, h.no_kk, h.full_name, h.birth_place, h.birth_date, h.sex, h.mother_name, "
    "h.address, h.village_code, h.name_sort"
)


def asked_batch(source: Rows, batch: str) -> list[dict[str, Any]]:
    """Everybody who stands in a batch and has not ended, in its order."""
    return source.rows(
        f"SELECT {_PERSON} FROM batch_row r JOIN worker w ON w.id = r.worker_id JOIN worker h ON h.id = w.person_id "
        "WHERE r.batch_id = ? AND r.removed IS NOT 1 AND h.void IS NOT 1 AND h.ended_on IS NULL AND h.nik <> '' "
        "GROUP BY h.id ORDER BY min(r.position), h.id",
        (batch,),
    )


def asked_programme(source: Rows, programme_pk: int, first: int) -> list[dict[str, Any]]:
    """Everybody who holds a month of a programme from month ``first`` (``Month.index``) on, by village and name."""
    return source.rows(
        f"SELECT {_PERSON} FROM worker h WHERE h.void IS NOT 1 AND h.ended_on IS NULL AND h.nik <> '' AND h.pk IN "
        "(SELECT person FROM seat_month WHERE in_force = 1 AND programme = ? AND month >= ?) "
        "ORDER BY h.village_code, h.name_sort, h.id",
        (programme_pk, first),
    )


def by_niks(source: Rows, niks: Iterable[str]) -> dict[str, dict[str, Any]]:
    """NIK -> the survivor's row, with ``ended``; of several records the living one."""
    found: dict[str, dict[str, Any]] = {}
    for chunk in chunks(set(niks)):
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(
            f"SELECT w.nik AS asked, h.*, EXISTS (SELECT 1 FROM worker e WHERE e.person_id = h.id "
            "AND e.ended_on IS NOT NULL AND e.void IS NOT 1) AS ended FROM worker w "
            "JOIN worker h ON h.id = w.person_id "
            f"WHERE w.nik IN ({marks}) AND w.void IS NOT 1 AND h.void IS NOT 1 ORDER BY ended DESC, h.id DESC",
            chunk,
        ):
            found[row["asked"]] = row
    return found


def answers(source: Rows, people: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Surviving person -> what agencies answered and was not withdrawn, oldest answer first."""
    return _of_people(source, "match_answer", "coalesce(k.answered_on, ''), k.created_rev", people)


def enrolments(source: Rows, people: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Surviving person -> what BPJS made of uploads, oldest first."""
    return _of_people(source, "enrolment", "coalesce(k.dated_on, ''), k.created_rev", people)


def handovers(source: Rows, people: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Surviving person -> what was handed over, oldest first."""
    return _of_people(source, "handover", "coalesce(k.date, ''), k.created_rev", people)


def _of_people(source: Rows, kind: str, order: str, people: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for chunk in chunks(set(people)):
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(
            f"SELECT w.person_id AS person, k.* FROM {kind} k JOIN worker w ON w.id = k.worker_id "
            f"WHERE w.person_id IN ({marks}) AND k.withdrawn IS NOT 1 ORDER BY {order}, k.id",
            chunk,
        ):
            found.setdefault(row["person"], []).append(row)
    return found


def taken_files(source: Rows, kind: str, by: str) -> list[dict[str, Any]]:
    """Files that answers (``match_answer``, by ``agency``) or results (``enrolment``, by ``programme_id``) came from,
    newest first: file, digest, grouped by ``by``, people, latest day."""
    day = "answered_on" if kind == "match_answer" else "dated_on"
    return source.rows(
        f"SELECT file, digest, {by}, count(DISTINCT worker_id) AS people, max({day}) AS day, min(created_rev) AS rev "
        f"FROM {kind} WHERE withdrawn IS NOT 1 AND digest <> '' GROUP BY digest, {by} ORDER BY rev DESC"
    )


def kpj_owners(source: Rows, numbers: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """KPJ -> the surviving people who have it: id, full_name."""
    found: dict[str, list[dict[str, Any]]] = {}
    for chunk in chunks(set(numbers)):
        marks = ", ".join("?" * len(chunk))
        for row in source.rows(
            "SELECT DISTINCT w.kpj, h.id, h.full_name FROM worker w JOIN worker h ON h.id = w.person_id "
            f"WHERE w.kpj IN ({marks}) AND w.void IS NOT 1 AND h.void IS NOT 1",
            chunk,
        ):
            found.setdefault(row["kpj"], []).append(row)
    return found


def holds(source: Rows, programme_pk: int, people: Iterable[str]) -> set[str]:
    """Those of these surviving people who hold any month of the programme in force."""
    found: set[str] = set()
    for chunk in chunks(set(people)):
        marks = ", ".join("?" * len(chunk))
        sql = (
            "SELECT DISTINCT h.id FROM seat_month m JOIN worker h ON h.pk = m.person WHERE m.in_force = 1 "
            f"AND m.programme = ? AND h.id IN ({marks})"
        )
        found |= {row["id"] for row in source.rows(sql, [programme_pk, *chunk])}
    return found


_ROW = (
    "SELECT r.id, r.batch_id, r.removed, r.removed_reason, r.slot_id, b.name AS batch_name, s.programme_id, "
    "s.block_id, s.seat, s.first_month, s.last_month, s.cancelled, s.end_reason, p.code AS programme_code, "
    "h.id AS person_id, h.pk AS person_pk, h.full_name, h.nik, h.village_code, "
    "(SELECT max(m.stage) FROM seat_month m WHERE m.slot = s.pk AND m.in_force = 1) AS stage, "
    f"EXISTS ({IN_DECREE}) AS decreed "
    "FROM batch_row r JOIN batch b ON b.id = r.batch_id JOIN slot s ON s.id = r.slot_id "
    "JOIN programme p ON p.id = s.programme_id JOIN worker w ON w.id = r.worker_id JOIN worker h ON h.id = w.person_id "
    "WHERE b.cancelled IS NOT 1 AND s.cancelled IS NOT 1 AND s.end_reason IS NULL"
)


def batch_rows(source: Rows, people: Iterable[str]) -> list[dict[str, Any]]:
    """Rows of batches in which these surviving people stand, with slot, programme, and whether an SK names the slot."""
    found: list[dict[str, Any]] = []
    for chunk in chunks(set(people)):
        marks = ", ".join("?" * len(chunk))
        found += source.rows(f"{_ROW} AND r.removed IS NOT 1 AND h.id IN ({marks}) ORDER BY r.position, r.id", chunk)
    return found


def spoken_against(source: Rows, harmless: Iterable[str], month: int) -> list[dict[str, Any]]:
    """Rows that stand in batches, of living people of whom some answer is not ``harmless``, with a slot whose months
    reach ``month`` (``Month.index``) or later."""
    fine = sorted(harmless)
    people = source.rows(
        "SELECT DISTINCT h.id FROM match_answer a JOIN worker w ON w.id = a.worker_id "
        "JOIN worker h ON h.id = w.person_id JOIN seat_month m ON m.person = h.pk AND m.in_force = 1 AND m.month >= ? "
        f"WHERE a.withdrawn IS NOT 1 AND a.answer NOT IN ({', '.join('?' * len(fine))}) "
        "AND h.ended_on IS NULL AND h.void IS NOT 1",
        [month, *fine],
    )
    return batch_rows(source, [row["id"] for row in people])


def taken_out(source: Rows, reason: str) -> list[dict[str, Any]]:
    """Rows taken out of batches whose slot still stands; ``reason``: how `removed_reason` begins."""
    return source.rows(
        f"{_ROW} AND r.removed = 1 AND substr(coalesce(r.removed_reason, ''), 1, length(?1)) = ?1 "
        "AND h.ended_on IS NULL ORDER BY r.batch_id, r.position, r.id",
        (reason,),
    )


_NOT_HANDED = (
    "FROM (SELECT w.person_id AS person, e.result, "
    "max(coalesce(e.dated_on, '') || e.created_rev) FROM enrolment e JOIN worker w ON w.id = e.worker_id "
    "WHERE e.withdrawn IS NOT 1 GROUP BY w.person_id) n JOIN worker h ON h.id = n.person "
    "WHERE n.result = 'accepted' AND h.void IS NOT 1 AND h.ended_on IS NULL AND h.state <> 'ended' "
    "AND (:area = '' OR h.village_code = :area OR substr(h.village_code, 1, length(:area) + 1) = :area || '.') "
    "AND (:item = '' OR NOT EXISTS (SELECT 1 FROM handover o JOIN worker v ON v.id = o.worker_id "
    "WHERE v.person_id = h.id AND o.item = :item AND o.withdrawn IS NOT 1))"
)
"""Of several rows of a group SQLite gives the columns beside ``max`` of the row that holds it: the newest result."""


def enrolled(source: Rows, area: str = "", *, without: str = "", most: int = -1) -> list[dict[str, Any]]:
    """People whom BPJS accepted and who have not ended, by village and name, at most ``most``; ``without``: an item
    that they were not handed yet."""
    return source.rows(
        f"SELECT h.id, h.pk, h.full_name, h.nik, h.kpj, h.village_code, h.address, n.result {_NOT_HANDED} "
        "ORDER BY h.village_code, h.name_sort, h.id LIMIT :most",
        {"area": area, "item": without, "most": most},
    )


def count_enrolled(source: Rows, area: str = "", *, without: str = "") -> int:
    """How many people `enrolled` gives."""
    rows = source.rows(f"SELECT count(*) AS total {_NOT_HANDED}", {"area": area, "item": without})
    return int(rows[0]["total"])


def results_of(source: Rows, programme: str) -> list[dict[str, Any]]:
    """BPJS's newest result on each person of a programme (id), refused ones first, by name: worker_id, full_name, nik,
    village_code, result, kpj, reason, dated_on."""
    return source.rows(
        "SELECT h.id AS worker_id, h.full_name, h.nik, h.village_code, n.id, n.result, n.kpj, n.reason, n.dated_on "
        "FROM (SELECT w.person_id AS person, e.id, e.result, e.kpj, e.reason, e.dated_on, "
        "max(coalesce(e.dated_on, '') || e.created_rev) FROM enrolment e JOIN worker w ON w.id = e.worker_id "
        "WHERE e.withdrawn IS NOT 1 AND e.programme_id = ? GROUP BY w.person_id) n JOIN worker h ON h.id = n.person "
        "WHERE h.void IS NOT 1 ORDER BY n.result = 'accepted', h.name_sort, h.id",
        (programme,),
    )
