"""Files of newer versions and forged files."""

from dataclasses import replace
from pathlib import Path

import pytest

from ntt_desktop import bootstrap
from ntt_desktop.domain.changes import Change
from ntt_desktop.formats.package import manifest as manifests
from ntt_desktop.formats.package import source, workbook
from ntt_desktop.formats.package.payload import Payload, pack
from ntt_desktop.formats.package.rendering import Content, Names, render
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import kept_lines
from ntt_desktop.store import recompute
from ntt_desktop.store.care import learning
from ntt_desktop.store.kinds import KINDS
from tests.conftest import PASSPHRASE, SYNC_PASSWORD, MakeContext
from tests.services.sync.nodes import answer, change, register, send, state, take


@pytest.fixture
def office(make_ctx: MakeContext) -> Context:
    return make_ctx("supervisor", "53.11", name="kabupaten")


def remade(laptop: Context, path: Path, *, format_: str, more: list[Change], lines: list[dict[str, object]]) -> Path:
    """The package as a newer version of the program would have made it."""
    opened = source.open_file(path, SYNC_PASSWORD)
    payload = opened.payload
    newer = Payload((*payload.changes, *more), (*payload.lines, *lines))
    manifest = replace(opened.manifest, format=format_, extra={"weather": "hujan"})
    data = workbook.build(manifest, newer, laptop.store.sign, password=SYNC_PASSWORD).data
    made = path.with_name(f"baru-{path.name}")
    made.write_bytes(data)
    return made


def test_what_a_newer_minor_adds_is_kept_and_passed_on(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    worker = register(laptop, 1)
    device = laptop.store.node.device
    later = [
        Change(f"{0x19C45470058:012x}0001{device}", "boat", "boat-1", {"length": 12}),
        Change(f"{0x19C45470058:012x}0002{device}", "worker", worker, {"favourite_fish": "tongkol"}),
    ]
    path = remade(
        laptop, send(laptop, tmp_path).path, format_="1.9", more=later, lines=[{"t": "weather", "v": "hujan"}]
    )
    (report,) = take(office, path, trust=[laptop])
    assert (report.status, report.new, report.edited) == ("received", 1, ())
    with office.store.read() as reader:
        assert reader.value("SELECT line FROM foreign_line") == '{"t": "weather", "v": "hujan"}'
    province = make_ctx("supervisor", "53", name="provinsi")
    take(province, send(office, tmp_path).path, trust=[office])
    with province.store.read() as reader:
        kept = reader.rows("SELECT kind, body FROM change WHERE body LIKE '%fish%' OR kind = 'boat' ORDER BY kind")
    assert [(row["kind"], "length" in row["body"] or "tongkol" in row["body"]) for row in kept] == [
        ("boat", True),
        ("worker", True),
    ]


def test_a_newer_major_is_refused_with_a_sentence(laptop: Context, office: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    path = remade(laptop, send(laptop, tmp_path).path, format_="2.0", more=[], lines=[])
    before = state(office)
    (report,) = take(office, path, trust=[laptop])
    assert (report.status, report.reason) == ("refused", "package_format_newer")
    assert report.params == {"format": "2.0", "reads": "1.1"}
    assert state(office) == before


def test_a_forged_signature_is_refused_even_with_the_right_code(
    laptop: Context, office: Context, make_ctx: MakeContext, tmp_path: Path
) -> None:
    register(laptop, 1)
    opened = source.open_file(send(laptop, tmp_path).path, SYNC_PASSWORD)
    payload = opened.payload
    stranger = make_ctx("petugas", "53.11", name="palsu")
    stated = manifests.to_bytes(opened.manifest)
    forged = tmp_path / "palsu.xlsx"
    sheets = render(Content.of(payload), Names.of(payload))
    forged.write_bytes(
        workbook.write(
            opened.manifest, stated, stranger.store.sign(b"x" + stated), pack(payload), sheets, Names.of(payload)
        )
    )
    (report,) = take(office, forged, trust=[laptop])
    assert (report.status, report.reason) == ("refused", "signature_wrong")


def test_a_word_about_the_receiver_is_not_taken(laptop: Context, office: Context, tmp_path: Path) -> None:
    register(laptop, 1)
    device = laptop.store.node.device
    more = [Change(f"{0x19C45470058:012x}0001{device}", "node", office.store.node.id, {"name": "bukan ini"})]
    path = remade(laptop, send(laptop, tmp_path).path, format_="1.0", more=more, lines=[])
    (report,) = take(office, path, trust=[laptop])
    assert report.status == "received"
    assert office.store.node.name == "kabupaten"


def test_what_was_kept_is_read_once_the_program_knows_it(
    make_ctx: MakeContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An older program takes a package and a return file in; after its update all is as if it had known it all."""
    laptop, office = make_ctx("petugas", "53.11", name="laptop-1"), make_ctx("supervisor", "53.11", name="kabupaten")
    worker = register(laptop, 1, notes="menanam jagung")
    change(laptop, "event", laptop_event := "0190-kejadian", worker_id=worker, event_type="note", note="tercatat")
    whole = {kind: KINDS[kind] for kind in ("worker", "event")}
    with monkeypatch.context() as older:
        older.setitem(KINDS, "worker", replace(whole["worker"], fields=tuple(set(whole["worker"].fields) - {"notes"})))
        older.delitem(KINDS, "event")
        home = tmp_path / "lama"
        made = bootstrap.create_store(
            home,
            role="supervisor",
            region="53.11",
            device="lama",
            officer="lama",
            passphrase=PASSPHRASE,
            sync_password=SYNC_PASSWORD,
        ).context
        take(made, send(laptop, tmp_path).path, trust=[laptop])
        with made.store.read() as reader:
            assert reader.value("SELECT notes FROM worker") is None
            assert reader.value("SELECT count(*) FROM event") == 0
        made.store.close()
    opened = bootstrap.open_context(home, PASSPHRASE)
    with opened.store.read() as reader:
        assert reader.value("SELECT notes FROM worker") == "menanam jagung"
        assert reader.rows("SELECT id, note FROM event") == [{"id": laptop_event, "note": "tercatat"}]
        top = reader.value("SELECT max(seq) FROM change")
    assert recompute.differences(opened.store) == []
    assert learning.catch_up(opened.store) == 0
    opened.store.close()
    assert top == len(state_of_log(home))

    take(office, send(laptop, tmp_path, full=True).path, trust=[laptop])
    with monkeypatch.context() as older:
        older.setattr(kept_lines, "KNOWN", kept_lines.KNOWN - {"verdict"})
        older.setattr("ntt_desktop.services.sync.verdicts.keep", lambda *_: {})
        (report,) = take(laptop, answer(office, tmp_path)["laptop-1"], trust=[office])
        assert report.status == "received"
        with laptop.store.read() as reader:
            assert reader.value("SELECT count(*) FROM verdict") == 0
            assert reader.value("SELECT count(*) FROM foreign_line") == 1
    assert kept_lines.read_again(laptop) == 1
    with laptop.store.read() as reader:
        assert reader.rows("SELECT worker, state FROM verdict") == [{"worker": worker, "state": "accepted"}]
        assert reader.value("SELECT count(*) FROM foreign_line") == 0
    assert kept_lines.read_again(laptop) == 0


def state_of_log(home: Path) -> list[str]:
    """The revisions in a closed store's log."""
    ctx = bootstrap.open_context(home, PASSPHRASE)
    with ctx.store.read() as reader:
        found = [row["revision"] for row in reader.rows("SELECT revision FROM change")]
    ctx.store.close()
    return found
