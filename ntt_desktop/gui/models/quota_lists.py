"""The long lists of Kuota, read a window at a time: who has a slot, and what an assignment would do."""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from ntt_desktop.gui.models import quota_rows
from ntt_desktop.gui.models.columns import RIGHT, Column
from ntt_desktop.gui.models.sorting import in_steps
from ntt_desktop.gui.models.windows import Query, Window, WindowModel
from ntt_desktop.gui.tasks import Tasks
from ntt_desktop.services.assignment import slots
from ntt_desktop.services.assignment.slots import Assignment
from ntt_desktop.services.context import Context, Progress, silent

SLOTS, NEXT, WAITING, REFUSED = "slots", "next", "waiting", "refused"
_DROPPED = 500
"""Lines thrown away at a time: a long list all at once would hold the window up."""


class SlotWindows:
    """The slots of ``programme`` (an id); the keys of the newest order are kept."""

    def __init__(self) -> None:
        self.programme = ""
        self._kept: tuple[str, Query, array[int]] | None = None

    def __call__(self, ctx: Context, query: Query, offset: int, limit: int) -> Window:
        """Slots ``offset`` to ``offset + limit``."""
        programme, kept = self.programme, self._kept
        if kept is None or kept[:2] != (programme, query) or offset == 0:
            found = slots.keys(ctx, programme, sort=query.sort or "seat", descending=query.descending)
            kept = self._kept = (programme, query, found)
        keys = kept[2]
        return Window(len(keys), slots.window(ctx, keys[offset : offset + limit]))


class PlanWindows:
    """Some lines of a plan as rows: of those in sight only, unless they are sorted by something else than rank."""

    def __init__(self, columns: Sequence[Column], row: Callable[[Any], dict[str, Any]]) -> None:
        self._columns = {column.key: column for column in columns}
        self._row = row
        self._lines: Sequence[Any] = ()
        self._kept: tuple[Sequence[Any], Query, list[int]] | None = None

    def set_lines(self, lines: Sequence[Any]) -> None:
        """Show these from the next reading on."""
        self._lines, self._kept = lines, None

    def __call__(self, _ctx: Context, query: Query, offset: int, limit: int, progress: Progress = silent) -> Window:
        """Lines ``offset`` to ``offset + limit``."""
        lines = self._lines
        if not query.sort:
            return Window(len(lines), [self._row(line) for line in lines[offset : offset + limit]])
        kept = self._kept
        if kept is None or kept[0] is not lines or kept[1] != query:
            kept = self._kept = (lines, query, self._order(lines, query, progress))
        wanted = kept[2][offset : offset + limit]
        return Window(len(lines), [self._row(line) for at in wanted for line in lines[at : at + 1]])

    def _order(self, lines: Sequence[Any], query: Query, progress: Progress) -> list[int]:
        """Places of the lines as the query orders them."""
        column = self._columns[query.sort]
        values: list[Any] = []
        for at, line in enumerate(lines):
            row = self._row(line)
            text = column.text(row)
            number = column.kind in RIGHT or isinstance(row.get(column.key), int)
            values.append((text == "", (row[column.key] or 0) if number else text.casefold()))
            if at % _DROPPED == 0:
                progress(at, len(lines))
        made: list[int] = []
        for step in in_steps(range(len(values)), values.__getitem__, descending=query.descending):
            made = step or made
        return made


class QuotaLists:
    """The models of the long lists by the key of their tab."""

    def __init__(self, ctx: Context, tasks: Tasks) -> None:
        regions = ctx.reference.regions
        self._tasks = tasks
        self._seated = SlotWindows()
        self.models = {SLOTS: WindowModel(quota_rows.slot_columns(regions), tasks, self._seated)}
        self._lines: dict[str, PlanWindows] = {}
        self._plan: Assignment | None = None
        waiting = quota_rows.waiting_columns(regions)
        for key, columns, row in (
            (NEXT, quota_rows.next_columns(regions), quota_rows.given_row),
            (WAITING, waiting, quota_rows.waiting_row),
            (REFUSED, waiting, quota_rows.refused_row),
        ):
            self._lines[key] = PlanWindows(columns, row)
            self.models[key] = WindowModel(columns, tasks, self._lines[key])

    def show_slots(self, programme: str) -> None:
        """Show who has a slot of a programme (an id)."""
        self._seated.programme = programme
        self.models[SLOTS].reload()

    def show_plan(self, plan: Assignment | None) -> None:
        """Show what an assignment would do; None empties the lists."""
        before, self._plan = self._plan, plan
        for key, lines in (
            (NEXT, plan.given if plan else ()),
            (WAITING, plan.waiting if plan else ()),
            (REFUSED, plan.refused if plan else ()),
        ):
            self._lines[key].set_lines(lines)
            self.models[key].reload()
        if before is not None:
            self._tasks.read(let_go, before)


def read_plan(
    ctx: Context,
    programme: str,
    region: str | None = None,
    limit: int | None = None,
    from_month: str | None = None,
    progress: Progress = silent,
) -> Assignment:
    """Try an assignment without storing it, perhaps only for a region, for so many people, from a month on."""
    return slots.assign(
        ctx, programme, region=region, limit=limit, from_month=from_month, dry_run=True, progress=progress
    ).value


def let_go(_ctx: Context, plan: Assignment) -> None:
    """Throw a plan away a few lines at a time."""
    for lines in (plan.given, plan.waiting, plan.refused):
        while isinstance(lines, list) and lines:
            del lines[-_DROPPED:]
