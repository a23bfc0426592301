"""Payload lines of types that this version does not know, kept for a newer version of the program."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ntt_desktop.store.rows import Rows
from ntt_desktop.store.unit_of_work import UnitOfWork


def keep(uow: UnitOfWork, package_id: str, lines: Iterable[Mapping[str, Any]]) -> None:
    """Keep the lines of a file."""
    for line in lines:
        uow.execute(
            "INSERT INTO foreign_line (package, line) VALUES (?, ?)",
            (package_id, json.dumps(line, ensure_ascii=False, sort_keys=True)),
        )


def kept(source: Rows) -> list[dict[str, Any]]:
    """The lines kept by `keep`: pk, package, line (JSON), in the order of their arrival."""
    return source.rows("SELECT pk, package, line FROM foreign_line ORDER BY pk")


def drop(uow: UnitOfWork, lines: Iterable[int]) -> None:
    """Forget kept lines (``pk``) that were read."""
    uow.db.conn.executemany("DELETE FROM foreign_line WHERE pk = ?", [(pk,) for pk in lines])
