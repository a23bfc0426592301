"""Every file made or received: what it is, its digest and counts, who and when, and whether it can be made again.

Reads only.
"""

import json
from typing import Any

from ntt_desktop.services.context import Context


def listing(ctx: Context, node: str = "", offset: int = 0, limit: int = 100) -> tuple[int, list[dict[str, Any]]]:
    """The files, newest first, of all partners or of one: how many in all, and a page with id, direction, kind, node,
    partner, sequence, first, last, file, counts, workers, person_months, rupiah, check_code, digest (SHA-256 of the
    payload), made_at, stored_at, actor, unprotected, again (whether it can be made again)."""
    params = {"node": node, "limit": limit, "offset": offset}
    with ctx.store.read() as reader:
        total = int(reader.value(f"SELECT count(*) FROM package k WHERE {_WHERE}", params) or 0)
        rows = reader.rows(
            "SELECT k.package_id AS id, k.direction, k.kind, k.node, coalesce(p.name, n.name, '') AS partner, "
            "k.sequence, k.first, k.last, k.file, k.counts, k.person_months, k.rupiah, k.check_code, k.digest, "
            "k.made_at, k.stored_at, k.actor, k.unprotected, k.direction = 'out' AND EXISTS (SELECT 1 FROM "
            "package_body b WHERE b.package_id = k.package_id) AS again FROM package k "
            f"LEFT JOIN peer p ON p.node = k.node LEFT JOIN node n ON n.id = k.node WHERE {_WHERE} "
            "ORDER BY k.pk DESC LIMIT :limit OFFSET :offset",
            params,
        )
    for row in rows:
        row["counts"] = json.loads(row["counts"] or "{}")
        row["workers"] = int(row["counts"].get("workers", 0))
    return total, rows


_WHERE = ":node IN ('', k.node)"
