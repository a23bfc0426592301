"""What the tabs of BPJS's page have in common: they read when shown, write files, and take files back."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntt_desktop.gui.dialogs.reason import ReasonDialog
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.files import choose_folder, desk_folder, open_folder
from ntt_desktop.gui.widgets.layout import column
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies.agency_rows import FINE, JudgedRow
from ntt_desktop.services.assignment import batches
from ntt_desktop.services.context import Context
from ntt_desktop.store.capacity import programmes


def read_programmes(ctx: Context) -> list[tuple[object, str]]:
    """(id, code and name) of every programme."""
    with ctx.store.read() as reader:
        return [(one.id, f"{one.code} · {one.name}") for one in programmes.every(reader)]


def read_targets(ctx: Context) -> list[tuple[object, str]]:
    """Kind and id, and name, of every batch, then of every programme."""
    found: list[tuple[object, str]] = [
        (f"batch {row['id']}", f"{row['name']} · {row['programme_code']}") for row in batches.listed(ctx)
    ]
    return found + [(f"programme {key}", tr("Everybody of {name}", name=name)) for key, name in read_programmes(ctx)]


def left_over(rows: Iterable[JudgedRow]) -> str:
    """How many rows of a file were not taken in because something is wrong with them; "" when there is none."""
    bad = sum(row.outcome not in FINE for row in rows)
    return tr("{count} rows are not recorded: something is wrong with them.", count=number(bad)) if bad else ""


class Pane(QWidget):
    """One tab; put things into ``body``."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.body: QVBoxLayout = column(gap=tokens.S3)
        self.setLayout(self.body)
        self.work = ProgressPanel()
        self.body.addWidget(self.work)

    def refresh(self) -> None:
        """Read anew what the tab shows."""

    def arrive(self, **_given: Any) -> None:
        """Called after the tab is shown from another page."""

    def folder(self) -> Path | None:
        """Ask where files are put."""
        return choose_folder(self, tr("Where to put the files"), desk_folder("BPJS"))

    def take_back(self, file: str, service: Callable[..., Any], *what: Any) -> None:
        """Ask why, then let ``service`` take back the answers of a ``file``."""

        def store(reason: str) -> None:
            job = self.session.tasks.write(service, *what, reason=reason, owner=self)
            self.work.follow(job, tr("Taking the file back"))

        about = tr("The answers of {file} count no more; they stay in the history.", file=file)
        modal(ReasonDialog(self.window(), tr("Take the file back"), about, tr("Take it back"), store))

    def say_written(self, files: list[Path]) -> None:
        """Say which files were made."""
        names = ", ".join(file.name for file in files[:4]) + (" …" if len(files) > 4 else "")
        self.session.messages.banner(
            tr("Written: {files}", files=names),
            tone="good",
            action=(tr("Open the folder"), lambda: open_folder(files[0])),
        )
