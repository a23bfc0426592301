"""Table models: Qt's own tester, windows read on demand, sorting, searching as one types."""

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.rows import ROW_ROLE, ListModel
from ntt_desktop.gui.models.windows import Query, Window, WindowModel
from ntt_desktop.gui.models.workers import worker_model
from ntt_desktop.gui.tasks import Tasks
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.services.context import Context
from tests.gui.people import add

COLUMNS = (Column("name", "Name", stretch=True), Column("count", "Count", kind="number"))


def test_rows_in_memory_sort_numbers_as_numbers(qtmodeltester: ModelTester) -> None:
    model = ListModel(COLUMNS, [{"id": str(n), "name": f"x{n}", "count": n} for n in (9, 100, 20)])
    qtmodeltester.check(model)
    model.sort(1)
    assert [row["count"] for row in model.rows] == [9, 20, 100]
    assert model.index(2, 1).data() == "100"


def test_a_badge_and_an_empty_value_are_words() -> None:
    column = Column("state", "State", kind="badge", value=lambda row: Badge("check", "Done") if row["ok"] else None)
    assert column.text({"ok": True}) == "Done"
    assert column.text({"ok": False}) == ""


def test_windows_are_read_when_they_come_into_sight(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    tasks, asked = Tasks(), []

    def fetch(_ctx: object, query: Query, offset: int, limit: int) -> Window:
        asked.append(offset)
        return Window(
            1000, [{"id": str(n), "name": f"{query.search}{n}", "count": n} for n in range(offset, offset + limit)]
        )

    model = WindowModel(COLUMNS, tasks, fetch, Query(search="a"))
    with qtbot.waitSignal(model.loaded):
        model.reload()
    assert model.rowCount() == 1000
    assert model.index(3, 0).data() == "a3"
    assert asked == [0]
    with qtbot.waitSignal(model.dataChanged):
        assert model.index(750, 0).data() is None
    assert model.index(750, 0).data() == "a750"
    qtmodeltester.check(model)
    qtbot.waitUntil(lambda: not tasks.busy)
    with qtbot.waitSignal(model.loaded):
        model.change(search="b")
    assert model.index(3, 0).data() == "b3"
    tasks.close()


def test_people_are_found_as_one_types(qtbot: QtBot, ctx: Context, qtmodeltester: ModelTester) -> None:
    for number in range(1, 6):
        add(ctx, number)
    add(ctx, 9999, full_name="Yohanes Kahi")
    tasks = Tasks(ctx)
    model, _windows = worker_model(ctx, tasks)
    with qtbot.waitSignal(model.loaded):
        model.reload()
    assert model.rowCount() == 6
    qtmodeltester.check(model)
    with qtbot.waitSignal(model.loaded):
        model.change(search="yoh ka")
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Yohanes Kahi"]
    with qtbot.waitSignal(model.loaded):
        model.change(search="0003")
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == ["Agnes Lobo 003"]
    assert model.index(0, 1).data() == "…0003"
    tasks.close()


def test_a_table_hides_what_does_not_fit_and_keeps_the_chosen_row(qtbot: QtBot) -> None:
    columns = (
        Column("name", "Name", 150, stretch=True),
        Column("more", "More", 200, optional=1),
        Column("count", "Count", 80, kind="number"),
    )
    model = ListModel(
        columns, [{"id": "a", "name": "A", "more": "-", "count": 1}, {"id": "b", "name": "B", "more": "", "count": 2}]
    )
    table = DataTable(model, name="People")
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    assert not table.isColumnHidden(1)
    table.resize(320, 300)
    assert table.isColumnHidden(1)
    table.selectRow(1)
    model.set_rows([{"id": "0", "name": "0", "more": "", "count": 0}, *model.rows])
    assert table.current_row() == model.index(2, 0).data(ROW_ROLE)


def long_list(count: int) -> list[dict[str, object]]:
    """Rows whose names and counts are in no order."""
    return [{"id": str(n), "name": f"{(n * 7919) % count:06d}", "count": (n * 104_729) % 97} for n in range(count)]


def test_a_long_list_is_sorted_between_other_events(qtbot: QtBot) -> None:
    rows = long_list(20_000)
    model = ListModel(COLUMNS, rows)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    assert model.is_sorting, "the window is served before it is done"
    qtbot.waitUntil(lambda: not model.is_sorting)
    assert [row["id"] for row in model.rows] == [
        row["id"] for row in sorted(rows, key=lambda row: int(str(row["count"])), reverse=True)
    ]
    model.set_rows(rows[::-1])
    qtbot.waitUntil(lambda: not model.is_sorting)
    assert model.row_at(0) == max(rows[::-1], key=lambda row: int(str(row["count"]))), "new rows keep the order"
    model.sort(0)
    model.set_rows(rows[:3])
    assert not model.is_sorting
    assert [row["name"] for row in model.rows] == sorted(str(row["name"]) for row in rows[:3])


def test_what_was_chosen_stays_chosen_when_the_list_is_sorted(qtbot: QtBot) -> None:
    model = ListModel(COLUMNS, [{"id": str(n), "name": f"x{n}", "count": n} for n in (9, 100, 20)])
    table = DataTable(model, name="People", many=True)
    qtbot.addWidget(table)
    table.selectRow(1)
    model.sort(1)
    assert [row["id"] for row in table.selected()] == ["100"]
    table.selectAll()
    model.sort(0)
    assert len(table.selected()) == 3


def test_a_list_is_sorted_by_key(qtbot: QtBot) -> None:
    columns = (
        Column("name", "Name"),
        Column("state", "State", sortable=False),
        Column("count", "Count", kind="number"),
    )
    model = ListModel(columns, [{"id": str(n), "name": f"x{n}", "state": "", "count": n} for n in (9, 100, 20)])
    table = DataTable(model, name="People")
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    alt, seen = Qt.KeyboardModifier.AltModifier, []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(table, key, alt)
        seen.append((table.horizontalHeader().sortIndicatorSection(), [row["count"] for row in model.rows]))
    assert seen == [
        (0, [100, 20, 9]),
        (2, [9, 20, 100]),
        (2, [100, 20, 9]),
        (2, [9, 20, 100]),
        (0, [100, 20, 9]),
        (2, [9, 20, 100]),
    ]


def test_choosing_a_whole_long_list_asks_for_no_cell_that_is_not_seen(qtbot: QtBot) -> None:
    asked: list[int] = []

    class Counted(ListModel):
        def total(self) -> int:
            asked.append(1)
            return super().total()

    model = Counted(COLUMNS, [{"id": str(n), "name": f"x{n}", "count": n} for n in range(5_000)])
    table = DataTable(model, name="People", many=True)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    asked.clear()
    table.selectAll()
    table.grab()
    assert len(table.selected_indexes()) == 5_000
    assert len(asked) < 2_000
