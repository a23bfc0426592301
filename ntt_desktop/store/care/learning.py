"""After an update: what files of newer programs brought, and this program did not know until now, is read again.

The log keeps changes of unknown kinds and fields. A store remembers which kinds and fields its tables were written
with; once the program knows more, the records concerned are written from the log again.
"""

from typing import TYPE_CHECKING, Any

from ntt_desktop.store.kinds import KINDS

if TYPE_CHECKING:
    from ntt_desktop.store.store import Store
    from ntt_desktop.store.unit_of_work import UnitOfWork

SETTING = "kinds_known"


def present() -> dict[str, list[str]]:
    """The kinds and fields that this program knows."""
    return {name: sorted(kind.fields) for name, kind in KINDS.items()}


def catch_up(store: "Store") -> int:
    """Read again what was not understood; returns how many records. Writes no change records."""
    known, now = store.setting(SETTING), present()
    if known == now:
        return 0
    with store.write("") as uow:
        found = _concerned(uow, known)
        for record in found:
            uow.reproject(record)
        uow.set_setting(SETTING, now)
    return len(found)


def _concerned(uow: "UnitOfWork", known: dict[str, list[str]] | None) -> list[str]:
    """The records whose rows may say less than the log. A store of before this was remembered says None."""
    found: set[str] = set()
    for name, kind in KINDS.items():
        if known is None or name not in known:
            found |= _ids(
                uow,
                f"SELECT DISTINCT record FROM change WHERE kind = ? AND record NOT IN (SELECT id FROM {name})",
                [name],
            )
        fields = sorted(kind.added if known is None else set(kind.fields) - set(known.get(name, kind.fields)))
        if fields:
            marks = ", ".join("?" * len(fields))
            found |= _ids(
                uow,
                "SELECT DISTINCT record FROM change WHERE kind = ? AND EXISTS "
                f"(SELECT 1 FROM json_each(body, '$.v') said WHERE said.key IN ({marks}))",
                [name, *fields],
            )
    return sorted(found)


def _ids(uow: "UnitOfWork", sql: str, params: list[Any]) -> set[str]:
    return {row[0] for row in uow.execute(sql, params).fetchall()}
