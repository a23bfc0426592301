"""Taking a whole import back: asks for the reason, does it in the background, says what was taken back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui import words
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.models.columns import Column
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.imports import UndoExtent

_NAMED = 12
"""Names that are shown."""
_WIDE, _TALL = 720, 210


def undo_import(
    session: Session,
    parent: QWidget,
    work: ProgressPanel,
    import_id: str,
    file: str,
    on_done: Callable[[], object],
) -> None:
    """Ask, then take the import back; ``work`` shows the progress."""

    def done(counts: dict[str, int]) -> None:
        on_done()
        session.messages.toast(
            tr(
                "{voided} people void, {restored} updates gone back.",
                voided=number(counts["voided"]),
                restored=number(counts["restored"]),
            )
        )

    def start(reason: str) -> None:
        job = session.tasks.write(imports.undo_import, import_id, reason=reason, owner=parent, done=done)
        work.follow(job, tr("Taking back"), can_cancel=False)

    about = tr(
        "The people that came in with {file} become void and its updates go back. What was changed since stays.",
        file=file,
    )
    dialog = ReasonDialog(parent, tr("Take this import back"), about, tr("Take back"), start)

    def show(extent: UndoExtent) -> None:
        dialog.about(f"{about} {extent_words(extent)}")
        if extent.changes:
            dialog.setMinimumWidth(_WIDE)
            table = changes_table(session, extent)
            dialog.body.insertWidget(0, table)
            table.show()  # only then the dialog makes room for it
        if extent.held:
            dialog.show_banner(
                tr("{count} of its people have a slot, a claim or a decision.", count=number(len(extent.held))),
                ", ".join(extent.held[:_NAMED]),
                "bad",
            )
            dialog.reason.setEnabled(False)
        dialog.fit()

    session.tasks.read(imports.undo_extent, import_id, owner=dialog, done=show)
    modal(dialog)


def changes_table(session: Session, extent: UndoExtent) -> DataTable:
    """The updates that would go back, field by field: what stands there now, and what afterwards."""

    def said(field: str, value: object) -> str:
        return words.field_value(session.ctx, field, value) or tr("(empty)")

    rows = [
        {
            "id": str(at),
            "name": change.name,
            "field": words.field_name(change.field),
            "now": said(change.field, change.now),
            "after": tr("stays, changed since") if change.stays else said(change.field, change.after),
        }
        for at, change in enumerate(extent.changes)
    ]
    columns = (
        Column("name", tr("Person"), 150, kind="strong"),
        Column("field", tr("Field"), 110),
        Column("now", tr("Now"), 150, stretch=True, tip=lambda row: str(row["now"])),
        Column("after", tr("After taking back"), 190, tip=lambda row: str(row["after"])),
    )
    table = DataTable(ListModel(columns, rows), name=tr("Updates that go back"), compact=True)
    table.setFixedHeight(_TALL)
    return table


def extent_words(extent: UndoExtent) -> str:
    """How many people and updates, and whom."""
    said = tr(
        "{people} people and {updates} updates are concerned.",
        people=number(len(extent.people)),
        updates=number(extent.updates),
    )
    names = ", ".join(name for name in extent.people[:_NAMED] if name)
    more = " …" if len(extent.people) > _NAMED else ""
    return f"{said} {names}{more}".strip()
