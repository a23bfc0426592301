"""Blocking keys in the store: made for everybody, kept up to date, and made anew for a store of an older version."""

from ntt_desktop.domain.match_keys import keys
from ntt_desktop.domain.matching import Person
from ntt_desktop.services.context import Context
from ntt_desktop.store.people import matches
from tests.services.sync.nodes import change, register

MARIA = {"full_name": "MARIA GORETI BANA", "birth_date": "1985-03-12", "mother_name": "YOSEFINA WADU"}


def kept(ctx: Context) -> dict[int, set[int]]:
    """The keys of each worker, by pk."""
    found: dict[int, set[int]] = {}
    with ctx.store.read() as reader:
        for row in reader.rows("SELECT key, worker FROM match_key"):
            found.setdefault(row["worker"], set()).add(row["key"])
    return found


def test_keys_follow_the_person(ctx: Context) -> None:
    worker = register(ctx, 1, **MARIA)
    with ctx.store.read() as reader:
        row = reader.one("SELECT * FROM worker WHERE id = ?", (worker,))
    assert row is not None
    assert kept(ctx) == {row["pk"]: set(keys(Person.of(row)))}
    change(ctx, "worker", worker, birth_date="1985-12-03", full_name="BANA MARIA GORETI")
    assert kept(ctx) == {row["pk"]: set(keys(Person.of(row)))}
    change(ctx, "worker", worker, full_name="AGNES LOBO")
    assert kept(ctx)[row["pk"]] == set(keys(Person.of({**row, "full_name": "AGNES LOBO"})))
    change(ctx, "worker", worker, void=1)
    assert kept(ctx) == {}


def test_who_is_not_stored_is_compared_too(ctx: Context) -> None:
    worker = register(ctx, 1, **MARIA)
    register(ctx, 2)
    typed = Person("Ma. Goreti Bana", "1985-12-03", mother="Yosefina Wadu")
    with ctx.store.read() as reader:
        ((found, why),) = matches.beside(reader, typed)
        assert found == worker
        assert any(line.code == "birth_swapped" for line in why.lines)
        assert matches.beside(reader, typed, without=worker) == []
        assert matches.beside(reader, Person("Maria")) == []
