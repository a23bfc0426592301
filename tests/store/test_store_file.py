"""The encrypted file: keys, traps of the libraries, lock, migrations, backups."""

import errno
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntt_desktop import bootstrap
from ntt_desktop.errors import StoreError, UserError, disk_error
from ntt_desktop.services.context import Context
from ntt_desktop.store import driver, files, migrations, schema
from ntt_desktop.store.care import backup, check, keys
from ntt_desktop.store.store import FILE, Store
from tests.conftest import PASSPHRASE, MakeContext


def no_wait(seconds: float) -> None:
    """Waits for nothing."""


def test_a_new_store_is_encrypted_and_healthy(ctx: Context) -> None:
    assert not (ctx.store.home / FILE).read_bytes().startswith(b"SQLite format 3")
    assert ctx.store.node.region == "53.11"
    health = check.check(ctx.store)
    assert health.problems == []
    for found in ctx.store.home.rglob("*"):
        if found.is_file():
            assert b"Y. Ndapa" not in found.read_bytes()


def test_passphrase_and_recovery_key(home: Path) -> None:
    created = bootstrap.create_store(
        home, role="petugas", region="5311", device="l", officer="O", passphrase=PASSPHRASE
    )
    key = created.context.store.key
    created.context.store.close()
    assert keys.unlock(home, PASSPHRASE) == key
    waited: list[float] = []
    for expected in (1, 2, 4):
        with pytest.raises(UserError) as caught:
            keys.unlock(home, "salah", wait=waited.append)
        assert caught.value.code == "wrong_passphrase"
        assert caught.value.params["seconds"] == expected
    assert waited == [1.0, 2.0]
    assert keys.recover(home, created.recovery_key.lower().replace("-", " "), "Kata Baru 2026", wait=no_wait) == key
    assert keys.unlock(home, "Kata Baru 2026") == key
    (home / keys.FILE).write_text("{", "utf-8")
    assert keys.unlock(home, "Kata Baru 2026") == key
    (home / f"{keys.FILE}.bak").unlink()
    with pytest.raises(StoreError) as damaged:
        keys.unlock(home, "Kata Baru 2026")
    assert damaged.value.code == "keys_damaged"


@given(st.integers(0, 35), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_slip_in_the_recovery_key_is_noticed(position: int, letter: str) -> None:
    letters = list(keys.new_recovery_key().replace("-", ""))
    changed = letters[position] != letter
    letters[position] = letter
    if changed:
        with pytest.raises(UserError, match="recovery_key_mistyped"):
            keys.read_recovery_key("".join(letters))
    else:
        assert keys.read_recovery_key("".join(letters))


def test_the_shipped_cost_of_key_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert keys._ARGON2["memory_cost"] >= 65536
    assert keys._ARGON2["iterations"] >= 3


def test_sqlite_utils_catches_the_drivers_errors(ctx: Context) -> None:
    import sqlite_utils.utils

    assert sqlite_utils.utils.OperationalError is driver.dbapi2.OperationalError
    with ctx.store.write("t") as uow:
        uow.db["never_made"].drop(ignore=True)
        uow.db["made"].insert({"a": 1})
        uow.db["made"].insert({"a": 1, "b": 2}, alter=True)
        uow.db["made"].drop()


def test_units_of_work_begin_immediate(ctx: Context) -> None:
    other = driver.connect(ctx.store.home / FILE, ctx.store.key)
    other.execute("PRAGMA busy_timeout = 0")
    with ctx.store.write("t"), pytest.raises(driver.DatabaseError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")
    other.close()


def test_units_of_two_threads_wait_for_each_other(ctx: Context) -> None:
    def work() -> None:
        for _ in range(20):
            with ctx.store.write("t") as uow:
                uow.set_setting("n", ctx_value(uow.rows("SELECT value FROM setting WHERE key = 'n'")) + 1)

    def ctx_value(rows: list[dict[str, str]]) -> int:
        return int(rows[0]["value"]) if rows else 0

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ctx.store.setting("n") == 60


def test_a_unit_inside_a_unit_is_a_bug(ctx: Context) -> None:
    with pytest.raises(RuntimeError), ctx.store.write("t"), ctx.store.write("t"):
        pass


def test_pragmas_of_the_connections(ctx: Context) -> None:
    wanted = {"foreign_keys": 1, "temp_store": 2, "synchronous": 2, "journal_mode": "wal"}
    with ctx.store.write("t") as uow:
        for name, value in wanted.items():
            assert uow.execute(f"PRAGMA {name}").fetchone()[0] == value
    with ctx.store.read() as reader, pytest.raises(driver.DatabaseError, match="readonly"):
        reader.execute("DELETE FROM worker")


def test_the_migrated_schema_is_the_declared_one(ctx: Context) -> None:
    declared = driver.connect(Path(":memory:"), bytes(32))
    for statement in schema.statements():
        declared.execute(statement)
    migrated = driver.connect(ctx.store.home / FILE, ctx.store.key, read_only=True)
    assert check.declared_objects(migrated) == check.declared_objects(declared)
    assert any(sql.startswith("CREATE TRIGGER") for sql in check.declared_objects(migrated).values())
    declared.close()
    migrated.close()


def test_a_newer_store_is_refused_and_left_alone(ctx: Context) -> None:
    with ctx.store.write("t") as uow:
        uow.db["_sqlite_migrations"].insert({"migration_set": "ntt_desktop", "name": "9999_later", "applied_at": "x"})
    home = ctx.store.home
    ctx.store.close()
    with pytest.raises(StoreError) as caught:
        bootstrap.open_context(home, PASSPHRASE)
    assert caught.value.code == "store_newer"


def test_a_copy_is_made_before_each_migration(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlite_utils.migrations import Migrations

    later = Migrations("ntt_desktop")
    for known in migrations.MIGRATIONS._migrations:
        later(name=known.name)(known.fn)
    later(name="9001_colour")(lambda db: db.execute("ALTER TABLE worker ADD COLUMN colour TEXT"))
    later(name="9002_shade")(lambda db: db.execute("ALTER TABLE worker ADD COLUMN shade TEXT"))
    home, key = ctx.store.home, ctx.store.key
    ctx.store.close()
    monkeypatch.setattr(migrations, "MIGRATIONS", later)
    reopened = Store(home, key)
    copies = sorted((home / "backups").glob("before-*.db"))
    assert [copy.name.split("-")[1] for copy in copies] == ["9001_colour", "9002_shade"]
    old = driver.connect(copies[0], key, read_only=True)
    assert "colour" not in check.declared_objects(old)["worker"]
    old.close()
    reopened.close()


def test_a_locked_home_says_who_holds_it(ctx: Context) -> None:
    script = (
        "import sys; from pathlib import Path; from ntt_desktop.store.store import Store; "
        "from ntt_desktop.errors import StoreError\n"
        "try: Store(Path(sys.argv[1]), bytes(32))\n"
        "except StoreError as error: print(error.code, error.params['program'], error.params['pid'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(ctx.store.home)], capture_output=True, text=True, check=True
    )
    held = json.loads((ctx.store.home / "holder.json").read_text("utf-8"))
    assert done.stdout.split() == ["home_locked", "NTT", "Desktop", str(held["pid"])]


def test_backup_and_restore(make_ctx: MakeContext, tmp_path: Path) -> None:
    ctx = make_ctx()
    with ctx.store.write("t") as uow:
        uow.put("worker", uow.new_id(), {"nik": "5311180105780001", "full_name": "A", "village_code": "53.11.18.2005"})
    epoch = ctx.store.node.epoch
    made = backup.write(ctx.store, tmp_path / "b.nttb")
    with pytest.raises(UserError, match="file_exists"):
        backup.write(ctx.store, made)
    assert backup.write(ctx.store, tmp_path / "cadangan").parent == tmp_path / "cadangan", "a folder to be made"
    with pytest.raises(StoreError, match="home_locked"):
        backup.restore(made, ctx.store.home, PASSPHRASE)
    with pytest.raises(UserError, match="wrong_passphrase"):
        backup.restore(made, tmp_path / "elsewhere", "salah salah salah")
    assert not (tmp_path / "elsewhere" / FILE).exists()
    backup.restore(made, tmp_path / "elsewhere", PASSPHRASE)
    restored = bootstrap.open_context(tmp_path / "elsewhere", PASSPHRASE)
    with restored.store.read() as reader:
        assert reader.value("SELECT count(*) FROM worker") == 1
    assert restored.store.node.epoch != epoch
    assert restored.store.node.id == ctx.store.node.id
    assert check.check(restored.store).ok
    restored.store.close()
    made.write_bytes(made.read_bytes()[:-100])
    with pytest.raises(UserError, match="backup_unreadable"):
        backup.restore(made, tmp_path / "third", PASSPHRASE)


def test_drafts_survive(ctx: Context) -> None:
    ctx.store.drafts.save("worker:new", {"nik": "53"}, ctx.clock())
    kept = ctx.store.drafts.load("worker:new")
    assert kept
    assert kept.body == {"nik": "53"}
    ctx.store.drafts.remove("worker:new")
    assert ctx.store.drafts.load("worker:new") is None


def test_a_full_disk_says_so(ctx: Context) -> None:
    def fill() -> None:
        with ctx.store.write("t") as uow:
            pages = uow.execute("PRAGMA page_count").fetchone()[0]
            uow.execute(f"PRAGMA max_page_count = {pages}")
            for _ in range(2000):
                uow.put("worker", uow.new_id(), {"full_name": "x" * 200})

    with pytest.raises(StoreError, match="disk_full"):
        fill()
    ctx.store._writer.execute("PRAGMA max_page_count = 1073741823")
    assert check.check(ctx.store).ok


def test_a_store_alone_knows_every_kind_of_record() -> None:
    script = "from ntt_desktop.store import store, kinds; print(sorted(kinds.KINDS))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"worker", "programme", "block", "slot", "import", "same_person"} <= set(
        json.loads(done.stdout.replace("'", '"'))
    )


def test_what_the_system_refuses_is_known(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot_write"):
        files.write_atomic(tmp_path / "file" / "out.pdf", b"")
    for number, code in ((errno.ENOSPC, "disk_full"), (errno.EROFS, "read_only"), (errno.EIO, "disk_error")):
        known = disk_error(OSError(number, "", "/media/usb/a.xlsx"))
        assert known is not None
        assert (known.code, known.params) == (code, {"path": "/media/usb/a.xlsx"})
    assert disk_error(FileNotFoundError(errno.ENOENT, "")) is None, "it may be a bug"
    with pytest.raises(StoreError, match="disk_full"), driver.known_errors(tmp_path):
        raise OSError(errno.ENOSPC, "", "unlocked/malformed")  # the names of folders say nothing


def test_a_store_without_its_keys_is_set_aside_and_other_files_are_left(make_ctx: MakeContext) -> None:
    made = make_ctx("petugas", "53.11")
    made.store.close()
    home = made.store.home
    lost = (home / FILE).read_bytes()
    for name in (keys.FILE, f"{keys.FILE}.bak"):
        (home / name).unlink()
    (home / "foto.db").write_text("milik orang")
    again = bootstrap.create_store(
        home, role="petugas", region="53.11", device="l", officer="O", passphrase=PASSPHRASE
    ).context
    again.store.close()
    assert (home / "foto.db").read_text() == "milik orang"
    (kept,) = (home / "backups").glob("without-keys-*")
    assert (kept / FILE).read_bytes() == lost


def test_a_restore_that_finds_no_room_leaves_what_is_there(
    make_ctx: MakeContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ctx = make_ctx("petugas", "53.11")
    kept = backup.write(ctx.store, tmp_path / "a.nttb")
    ctx.store.close()
    home, before = ctx.store.home, (ctx.store.home / FILE).read_bytes()
    written = files.write_atomic

    def full(target: Path, content: bytes) -> None:
        if target.name == FILE:
            raise StoreError("disk_full", path=str(target))
        written(target, content)

    monkeypatch.setattr(backup, "write_atomic", full)
    with pytest.raises(StoreError, match="disk_full"):
        backup.restore(kept, home, PASSPHRASE)
    assert (home / FILE).read_bytes() == before
    assert not (home / "restoring").exists()
    monkeypatch.setattr(backup, "write_atomic", written)
    backup.restore(kept, home, PASSPHRASE)
    bootstrap.open_context(home, PASSPHRASE).store.close()
