"""Columns of the lists of Kirim & Terima: people on their way to the parent, and files made and received."""

from pathlib import Path

from ntt_desktop.domain.regions import RegionTree
from ntt_desktop.gui.models.columns import Column, Row, village_of
from ntt_desktop.gui.models.windows import Query, Window
from ntt_desktop.gui.shown import instant
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.sync import filelist, history, verdicts
from ntt_desktop.wording.sync import travelled
from ntt_desktop.wording.verdicts import WORDS, verdict

STAGES = (history.UNPACKED, history.SENT, history.ACKNOWLEDGED)


def kind_words(kind: str) -> str:
    """What changed of a person, in the screen's words."""
    return {
        "worker": tr("person"),
        "heir": tr("family contact"),
        "child": tr("child"),
        "slot": tr("slot"),
        "claim": tr("claim"),
        "verification": tr("verification"),
        "finding": tr("finding"),
        "same_person": tr("decision on two people"),
        "cover": tr("earlier cover"),
    }.get(kind, kind)


def what_to_do(key: str) -> str:
    """What to do about the people of a stage or verdict."""
    return {
        history.UNPACKED: tr("The next package takes them along."),
        history.SENT: tr("They are in a package. The reply file says that it arrived."),
        history.ACKNOWLEDGED: tr("The parent has them."),
        history.MEND: tr(
            "Enter opens the person, where it says what to do. Then send again; who is settled leaves this list with "
            "the next reply."
        ),
        verdicts.WAITING: tr("Enter opens the person: compare the NIK with the KTP and correct it, then send again."),
        verdicts.CORRECT: tr("Enter opens the person: settle what is asked there, then send again."),
        verdicts.MAYBE: tr("The parent decides whether they are one person. Nothing is to be done."),
        verdicts.JOINED: tr("Another place has them too. They count once."),
        verdicts.CONTESTED: tr("The parent decides who has these months."),
        verdicts.REFUSED: tr("Another programme pays for them, or the slot went to somebody else and they wait again."),
        verdicts.BPJS_REFUSED: tr("Enter opens the person: correct what BPJS says, then send again."),
    }.get(key, "")


def people_columns(regions: RegionTree) -> tuple[Column, ...]:
    """People of a stage, or with a verdict."""
    village = village_of(regions)

    def what(row: Row) -> str:
        found = sorted(row["verdicts"], key=lambda one: one.state != row["stage"])  # what the list is of comes first
        said = [verdict(one.state, one.detail, lambda code: regions.label(code)) for one in found]
        if row["stage"] in (history.UNPACKED, history.SENT):
            return ", ".join(kind_words(kind) for kind in row["what"])
        if said and row["what"]:
            said.insert(0, tr("changed since"))
        return " · ".join(said) or tr("Acknowledged")

    return (
        Column("full_name", tr("Name"), 200, "strong", stretch=True, sortable=False),
        Column("nik", tr("NIK"), 80, "nik", sortable=False),
        Column("village_code", tr("Village"), 160, value=village, sortable=False, optional=1),
        Column("what", tr("Changed, or what the parent says"), 320, value=what, stretch=True, sortable=False, tip=what),
    )


def fetch_people(ctx: Context, query: Query, offset: int, limit: int) -> Window:
    """The people of the stage ``query.tab``, or with that verdict."""
    if query.tab in WORDS:
        total, rows = verdicts.people(ctx, query.tab, offset, limit)
        return Window(total, [{**row, "stage": query.tab, "what": []} for row in rows])
    total, rows = history.travelling(ctx, query.tab, offset, limit)
    found = [
        {**row, "stage": query.tab, "verdicts": verdicts.read(row["verdict"], row["detail"]) if row["verdict"] else []}
        for row in rows
    ]
    return Window(total, found)


def fetch_files(ctx: Context, query: Query, offset: int, limit: int) -> Window:
    """The files made and received, of all partners or of the one filtered."""
    return Window(*filelist.listing(ctx, str(query.filter("node") or ""), offset, limit))


def direction_badge(row: Row) -> Badge:
    """Made or taken in, package or reply."""
    said = travelled(row["direction"], row["kind"])
    return Badge("send", said, "accent") if row["direction"] == "out" else Badge("inbox", said, "info")


def _file(row: Row) -> str:
    return Path(row["file"]).name


def _partner(row: Row) -> str:
    return row["partner"] or tr("(not known yet)")


def file_columns() -> tuple[Column, ...]:
    """Files made and received."""
    return (
        Column("stored_at", tr("When"), 138, value=lambda row: instant(row["stored_at"]), sortable=False),
        Column("direction", tr("What"), 160, "badge", value=direction_badge, sortable=False),
        Column("file", tr("File"), 230, "strong", value=_file, stretch=True, sortable=False, tip=_file),
        Column("partner", tr("Partner"), 130, value=_partner, stretch=True, optional=2, sortable=False, tip=_partner),
        Column("sequence", tr("No."), 56, "number", optional=1, sortable=False),
        Column("workers", tr("People"), 76, "number", optional=1, sortable=False),
        Column("rupiah", tr("Rupiah"), 128, "rupiah", optional=3, sortable=False),
        Column("check_code", tr("Check code"), 106, "nik_full", sortable=False),
        Column("actor", tr("Officer"), 120, optional=4, sortable=False),
    )
