"""People by kecamatan and state: everybody with a readable NIK, as the list of people counts them under "all"."""

from ntt_desktop.services.context import Context

Counts = dict[str, dict[str, int]]
"""Code of a kecamatan ("" where the village is not known) -> state -> people."""


def by_subdistrict(ctx: Context, area: str = "") -> Counts:
    """People of an area (a region code of any level) by kecamatan and state."""
    found: Counts = {}
    with ctx.store.read() as reader:
        # The plus keeps the index of the village away: the covering one of the list holds all that is asked for.
        rows = reader.rows(
            "SELECT coalesce(substr(w.village_code, 1, 8), '') AS place, w.state, count(*) AS people FROM worker w "
            "WHERE w.person_id = w.id AND w.state <> 'void' AND w.incomplete = 0 AND (:area = '' OR "
            "w.village_code = :area OR +w.village_code BETWEEN :area || '.' AND :area || '/') GROUP BY 1, 2",
            {"area": area},
        )
    for row in rows:
        found.setdefault(row["place"], {})[row["state"]] = row["people"]
    return found
