"""The declared schema: what a fresh or migrated store must look like, part by part.

Each part is a module with ``KINDS`` (tables of current values behind the change log) and ``STATEMENTS`` (other
tables, indexes, triggers). The test of the schema compares this with what the migrations build.
"""

from ntt_desktop.store import kinds
from ntt_desktop.store.schema import capacity, core, intake, people, privacy, protection, sync

PARTS = (core, capacity, sync, intake, people, protection, privacy)

for _part in PARTS:
    kinds.register(*_part.KINDS)


def statements() -> list[str]:
    """Every CREATE statement of the declared schema, in an order that works."""
    tables = [kind.create_table() for kind in kinds.KINDS.values()]
    return tables + [statement for part in PARTS for statement in part.STATEMENTS]
