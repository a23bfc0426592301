"""What can be done with an SK on the page of batches: enter it, write its papers, mend it, take it back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ntt_desktop.gui.dialogs.decree import DecreeDialog
from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder, open_folder
from ntt_desktop.i18n import tr
from ntt_desktop.services.assignment import decree_annex, decrees

if TYPE_CHECKING:
    from ntt_desktop.gui.pages.batches import BatchesPage


def papers_folder(page: QWidget) -> Path | None:
    """Ask where papers go; None when it was cancelled."""
    return choose_folder(page, tr("Where to put the papers"), desk_folder(tr("Batches")))


class DecreeActions:
    """``page`` says which batch, SK and change are chosen."""

    def __init__(self, page: "BatchesPage") -> None:
        self.page, self.session = page, page.session

    def written(self, files: tuple[Path, ...]) -> None:
        """Say which files there are now."""
        names = ", ".join(file.name for file in files)
        self.session.messages.banner(
            tr("Written: {files}", files=names),
            tone="good",
            action=(tr("Open the folder"), lambda: open_folder(files[0])),
        )

    def enter(self) -> None:
        """Enter an SK for the batch in sight."""
        modal(DecreeDialog(self.session, self.page, self.page.batch, self._decreed))

    def _decreed(self, done: decrees.Decreed) -> None:
        said = tr("SK {number} names {count} people.", number=done.number, count=number(done.named))
        if done.left_out:
            said += " " + tr("{count} of the batch were left out.", count=number(len(done.left_out)))
        self.session.messages.toast(said)

    def _of_decree(self) -> str:
        row = self.page.changes.current_row() or (self.page.models["changes"].row_at(0))
        return str(row["decree"]) if row else ""

    def write_changes(self) -> None:
        """Write what the SK in sight writes otherwise than it is now."""
        folder = papers_folder(self.page)
        if folder is not None:
            self.session.tasks.read(
                decrees.write_changes, self._of_decree(), folder, overwrite=True, owner=self.page, done=self.written
            )

    def write_annex(self) -> None:
        """Write the annex of the SK in sight."""
        row = self.page.decrees.current_row() or self.page.models["decrees"].row_at(0)
        folder = papers_folder(self.page) if row is not None else None
        if row is not None and folder is not None:
            paper = str(self.page.paper.value())
            self.session.tasks.read(
                decree_annex.write,
                str(row["id"]),
                folder,
                paper=paper,
                overwrite=True,
                owner=self.page,
                done=self.written,
            )

    def enter_changed(self) -> None:
        """Enter the SK that mends the one in sight."""
        decree = self._of_decree()
        row = next((row for row in self.page.models["decrees"].rows if row["id"] == decree), None)
        if row is not None:
            modal(DecreeDialog(self.session, self.page, None, self._decreed, changes=dict(row)))

    def cancel(self) -> None:
        """Take the SK in sight back."""
        row = self.page.decrees.current_row() or self.page.models["decrees"].row_at(0)
        if row is None:
            return
        decree = str(row["id"])

        def store(reason: str) -> None:
            self.session.tasks.write(decrees.cancel, decree, reason, owner=self.page)

        title = tr("Take SK {number} back", number=row["number"] or "")
        modal(ReasonDialog(self.page, title, tr("For one that was entered wrongly."), tr("Take it back"), store))
