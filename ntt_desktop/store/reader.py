"""Reading: a consistent view of the store on a connection of the calling thread."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ntt_desktop.store.driver import Connection, Cursor

Params = Sequence[Any] | Mapping[str, Any]


class Reader:
    """Queries inside one read transaction; made by `Store.read`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, params: Params = ()) -> Cursor:
        """Run a query."""
        return self._connection.execute(sql, params)

    def rows(self, sql: str, params: Params = ()) -> list[dict[str, Any]]:
        """All rows as dicts."""
        cursor = self._connection.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def one(self, sql: str, params: Params = ()) -> dict[str, Any] | None:
        """The first row as a dict, or None."""
        cursor = self._connection.execute(sql, params)
        row = cursor.fetchone()
        return None if row is None else dict(zip([column[0] for column in cursor.description], row, strict=True))

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row, or None."""
        row = self._connection.execute(sql, params).fetchone()
        return None if row is None else row[0]

    def setting(self, key: str, default: Any = None) -> Any:
        """A local setting."""
        found = self.value("SELECT value FROM setting WHERE key = ?", (key,))
        return default if found is None else json.loads(found)
