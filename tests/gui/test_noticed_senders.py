"""What the board says of senders with a wrong clock, a copy of their store, or a device that was given up."""

from ntt_desktop import i18n
from ntt_desktop.formats.reference import Reference
from ntt_desktop.gui.models.senders import as_row, sender_columns
from ntt_desktop.services.sync.board import BoardLine
from tests.conftest import NOW


def test_a_file_dated_in_the_future_was_sent_all_the_same(reference: Reference) -> None:
    i18n.set_language("id")
    (age,) = (column for column in sender_columns(reference.regions) if column.key == "age")
    line = BoardLine("a", "A", "53.11", files=1, made_at="2028-01-01T00:00:00+00:00")
    assert age.of(as_row(line, NOW)) == "baru saja"
    assert age.of(as_row(BoardLine("a", "A", "53.11"), NOW)) == "belum pernah"
