"""The list of people as a window model: columns, and reading windows of `ntt_desktop.services.people.worker_list`."""

from array import array
from typing import Any

from ntt_desktop.domain.worker import LIVING
from ntt_desktop.gui import shown, words
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.windows import Query, Window, WindowModel
from ntt_desktop.gui.tasks import Tasks
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.people.worker_list import WorkerList, WorkerQuery

TABS: dict[str, dict[str, Any]] = {
    "all": {"complete": True},
    "without_slot": {"complete": True, "in_slot": False, "states": LIVING},
    "needs_evidence": {"complete": True, "finding": "open", "states": LIVING},
    "incomplete": {"complete": False},
    "ended": {"complete": True, "states": ("ended",)},
    "living": {"complete": True, "states": LIVING},
}
"""What each tab asks for; the keys are those of ``WorkerList.counts``, and one that only figures lead to."""

FIGURES: dict[str, tuple[str, tuple[tuple[str, object], ...]]] = {
    "people": ("all", ()),
    "evidence": ("needs_evidence", ()),
    "incomplete": ("incomplete", ()),
    "waiting": ("without_slot", ()),
    "ended": ("ended", ()),
    "seated": ("living", (("need", "with_slot"),)),
    "covered": ("all", (("state", "covered"),)),
    "arrears": ("all", (("state", "arrears"),)),
    "lapsed": ("all", (("state", "lapsed"),)),
    "lapsing": ("all", (("need", "lapsing"),)),
    "turning_65": ("all", (("need", "turning_65"),)),
    "card": ("all", (("need", "card"),)),
}
"""Figure of the first page (`ntt_desktop.services.figures.overview.PEOPLE`) -> tab and filters of its list."""

_SORT_OF = {"full_name": "name", "village_code": "village", "birth_date": "age", "badge": "state"}


def worker_query(query: Query) -> WorkerQuery:
    """The service's query for what the list shows."""
    limits: dict[str, Any] = dict(TABS.get(query.tab or "all", {}))
    if state := query.filter("state"):
        limits["states"] = (state,)
    if finding := query.filter("finding"):
        limits["finding"] = finding
    return WorkerQuery(
        text=query.search,
        area=str(query.filter("area") or ""),
        occupation=str(query.filter("occupation") or ""),
        import_id=str(query.filter("import_id") or ""),
        need=str(query.filter("need") or ""),
        sort=_SORT_OF.get(query.sort, query.sort) or "name",
        descending=query.descending,
        **limits,
    )


class WorkerWindows:
    """Reads windows; keeps the keys of the newest query, so that scrolling does not search again."""

    def __init__(self, ctx: Context) -> None:
        self.list = WorkerList(ctx)
        self._kept: tuple[Query, array[int]] | None = None

    def __call__(self, _ctx: Context, query: Query, offset: int, limit: int) -> Window:
        """Rows ``offset`` to ``offset + limit`` of ``query``."""
        return Window(len(keys := self.keys(query, anew=offset == 0)), self.list.rows(keys[offset : offset + limit]))

    def keys(self, query: Query, *, anew: bool = False) -> "array[int]":
        """All keys of a query, in its order."""
        kept = self._kept
        if kept is None or kept[0] != query or anew:
            kept = self._kept = (query, self.list.keys(worker_query(query)))
        return kept[1]


def columns(ctx: Context) -> tuple[Column, ...]:
    """The columns of the list of people."""
    regions, occupations = ctx.reference.regions, ctx.reference.occupations

    def age(row: Row) -> str:
        return shown.age(row["birth_date"], ctx.today)

    def subdistrict(row: Row) -> str:
        return words.village_name(ctx, regions.subdistrict_of(row["village_code"] or ""))

    return (
        Column("full_name", tr("Name"), 190, "strong", stretch=True),
        Column("nik", tr("NIK"), 84, "nik"),
        Column("birth_date", tr("Age"), 66, "number", value=lambda row: int(found) if (found := age(row)) else None),
        Column("sex", tr("Sex"), 92, optional=4, sortable=False, value=lambda row: words.sex_word(row["sex"])),
        Column(
            "village_code",
            tr("Village"),
            140,
            value=lambda row: words.village_name(ctx, row["village_code"]),
            tip=lambda row: regions.label(row["village_code"] or ""),
        ),
        Column("subdistrict", tr("Subdistrict"), 150, "muted", optional=3, sortable=False, value=subdistrict),
        Column(
            "occupation",
            tr("Occupation"),
            170,
            stretch=True,
            optional=1,
            value=lambda row: occupations.label(row["occupation"] or ""),
            tip=lambda row: occupations.label(row["occupation"] or ""),
        ),
        Column("decile", tr("Decile"), 72, "number", optional=2),
        Column("badge", tr("State"), 172, "badge", value=words.worker_badge),
    )


def worker_model(ctx: Context, tasks: Tasks) -> tuple[WindowModel, WorkerWindows]:
    """The model of the list, and what reads its windows."""
    windows = WorkerWindows(ctx)
    return WindowModel(columns(ctx), tasks, windows, Query(tab="all", sort="full_name")), windows
