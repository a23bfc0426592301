"""Reading batches and decrees: who stands in them, in which state, and what was decreed otherwise."""

from typing import Any

from ntt_desktop.store.rows import Rows

_PERSON = (
    "h.id AS person_id, h.full_name, h.nik, h.birth_date, h.birth_place, h.sex, h.village_code, h.occupation, "
    "h.address, h.ended_on"
)

_MONTHS = (
    "(SELECT count(*) FROM seat_month m WHERE m.slot = s.pk AND m.in_force = 1) AS months, "
    "(SELECT count(*) FROM seat_month m WHERE m.slot = s.pk AND m.in_force = 0) AS contested"
)

IN_BATCH = (
    "SELECT 1 FROM batch_row r JOIN batch b ON b.id = r.batch_id WHERE r.slot_id = s.id AND r.removed IS NOT 1 "
    "AND b.cancelled IS NOT 1"
)

IN_DECREE = (
    "SELECT 1 FROM decree_row r JOIN decree d ON d.id = r.decree_id WHERE r.slot_id = s.id AND r.removed IS NOT 1 "
    "AND d.cancelled IS NOT 1"
)


def batch_of(source: Rows, slot: str) -> str:
    """The name of the batch in which a slot stands; "" for none."""
    rows = source.rows(
        "SELECT b.name FROM batch_row r JOIN batch b ON b.id = r.batch_id WHERE r.slot_id = ? AND r.removed IS NOT 1 "
        "AND b.cancelled IS NOT 1 LIMIT 1",
        (slot,),
    )
    return str(rows[0]["name"] or "") if rows else ""


def assignments(source: Rows, programme: str, area: str = "") -> list[dict[str, Any]]:
    """Slots of a programme (id) that stand in no batch and no decree: with person and months in force, by village and
    name. Ended and contested ones are left out."""
    return source.rows(
        f"SELECT s.id AS slot_id, s.seat, s.first_month, s.last_month, {_PERSON}, {_MONTHS} FROM slot s "
        "JOIN worker w ON w.id = s.worker_id JOIN worker h ON h.id = w.person_id "
        "WHERE s.programme_id = :programme AND s.cancelled IS NOT 1 AND s.end_reason IS NULL AND h.ended_on IS NULL "
        "AND h.void IS NOT 1 AND EXISTS (SELECT 1 FROM seat_month m WHERE m.slot = s.pk AND m.in_force = 1) "
        f"AND NOT EXISTS ({IN_BATCH}) AND NOT EXISTS ({IN_DECREE}) "
        "AND (:area = '' OR h.village_code = :area OR substr(h.village_code, 1, length(:area) + 1) = :area || '.') "
        "ORDER BY h.village_code, h.name_sort, s.id",
        {"programme": programme, "area": area},
    )


def batches(source: Rows) -> list[dict[str, Any]]:
    """Batches that count, newest first, with programme, and how many people, months and decreed rows they hold."""
    return source.rows(
        "SELECT b.*, p.code AS programme_code, p.name AS programme_name, p.rate, p.payer, "
        "(SELECT count(*) FROM batch_row r WHERE r.batch_id = b.id AND r.removed IS NOT 1) AS people, "
        "(SELECT count(*) FROM batch_row r JOIN slot s ON s.id = r.slot_id JOIN seat_month m ON m.slot = s.pk "
        "AND m.in_force = 1 WHERE r.batch_id = b.id AND r.removed IS NOT 1) AS person_months, "
        f"(SELECT count(*) FROM batch_row q JOIN slot s ON s.id = q.slot_id WHERE q.batch_id = b.id "
        f"AND q.removed IS NOT 1 AND EXISTS ({IN_DECREE})) AS decreed "
        "FROM batch b LEFT JOIN programme p ON p.id = b.programme_id "
        "WHERE b.cancelled IS NOT 1 ORDER BY b.created_rev DESC"
    )


def rows_of(source: Rows, batch: str, *, removed: bool = False) -> list[dict[str, Any]]:
    """The rows of a batch in their order, with person, months in force, answers of agencies and the decree's number.

    ``removed``: also those taken out.
    """
    return source.rows(
        f"SELECT r.id, r.position, r.removed, r.removed_reason, s.id AS slot_id, s.seat, s.first_month, s.last_month, "
        f"s.end_reason, {_PERSON}, {_MONTHS}, "
        "(SELECT count(*) FROM match_answer a JOIN worker v ON v.id = a.worker_id WHERE v.person_id = h.id "
        "AND a.withdrawn IS NOT 1) AS answers, "
        "(SELECT d.number FROM decree_row dr JOIN decree d ON d.id = dr.decree_id WHERE dr.slot_id = s.id "
        "AND dr.removed IS NOT 1 AND d.cancelled IS NOT 1 ORDER BY d.created_rev DESC LIMIT 1) AS decree_number "
        "FROM batch_row r JOIN slot s ON s.id = r.slot_id JOIN worker w ON w.id = r.worker_id "
        "JOIN worker h ON h.id = w.person_id WHERE r.batch_id = :batch AND (:removed OR r.removed IS NOT 1) "
        "ORDER BY r.position, r.id",
        {"batch": batch, "removed": int(removed)},
    )


def decrees(source: Rows, programme: str = "") -> list[dict[str, Any]]:
    """Decrees that count, newest first, with how many people each names."""
    return source.rows(
        "SELECT d.*, p.code AS programme_code, b.name AS batch_name, c.number AS changes_number, "
        "(SELECT count(*) FROM decree_row r WHERE r.decree_id = d.id AND r.removed IS NOT 1) AS people "
        "FROM decree d LEFT JOIN programme p ON p.id = d.programme_id LEFT JOIN batch b ON b.id = d.batch_id "
        "LEFT JOIN decree c ON c.id = d.changes "
        "WHERE d.cancelled IS NOT 1 AND :programme IN ('', d.programme_id) ORDER BY d.date DESC, d.created_rev DESC",
        {"programme": programme},
    )


def decreed_otherwise(source: Rows, *, worker: str = "", decree: str = "") -> list[dict[str, Any]]:
    """Rows of decrees that write a NIK, name or birth date which the person does not have here now.

    Of several decrees about one slot the newest counts. ``worker``: a surviving id; ``decree``: only rows of it.
    """
    return source.rows(
        "SELECT r.id, r.decree_id, r.slot_id, r.nik AS decreed_nik, r.full_name AS decreed_full_name, "
        "r.birth_date AS decreed_birth_date, d.number, d.date, d.programme_id, h.id AS person_id, h.nik, h.full_name, "
        "h.birth_date, h.village_code FROM decree_row r JOIN decree d ON d.id = r.decree_id "
        "JOIN worker w ON w.id = r.worker_id JOIN worker h ON h.id = w.person_id "
        "WHERE r.removed IS NOT 1 AND d.cancelled IS NOT 1 AND h.void IS NOT 1 AND :worker IN ('', h.id) "
        "AND :decree IN ('', d.id) AND (r.nik IS NOT h.nik OR r.full_name IS NOT h.full_name "
        "OR r.birth_date IS NOT h.birth_date) AND NOT EXISTS ("
        "SELECT 1 FROM decree_row o JOIN decree e ON e.id = o.decree_id WHERE o.slot_id = r.slot_id "
        "AND o.removed IS NOT 1 AND e.cancelled IS NOT 1 AND o.created_rev > r.created_rev) "
        "ORDER BY d.date, h.name_sort, h.id",
        {"worker": worker, "decree": decree},
    )


def decreed(source: Rows, decree: str) -> list[dict[str, Any]]:
    """The rows of a decree as it writes the people, with where they live, what they do, and their months in force."""
    return source.rows(
        "SELECT r.id, r.position, r.nik, r.full_name, r.birth_date, h.id AS person_id, h.sex, h.village_code, "
        f"h.occupation, s.first_month, s.last_month, {_MONTHS} FROM decree_row r JOIN slot s ON s.id = r.slot_id "
        "JOIN worker w ON w.id = r.worker_id JOIN worker h ON h.id = w.person_id "
        "WHERE r.decree_id = ? AND r.removed IS NOT 1 ORDER BY r.position, r.id",
        (decree,),
    )
