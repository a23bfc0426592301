"""Long work under way: what, how far, how long still, Cancel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar

from ntt_desktop.gui.shown import duration, number
from ntt_desktop.gui.tasks import Job
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr


class ProgressPanel(QFrame):
    """``follow(job, "Reading the file")`` shows it until the job is over; hidden otherwise."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._what = label(role="strong")
        self._far = label(role="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._cancel = button(tr("Cancel"), self.stop, icon="x")
        words = column(row(self._what, None, self._far), self._bar, gap=6)
        layout = row(words, self._cancel, gap=tokens.S4, margins=(16, 12, 12, 12))
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self._job: Job | None = None
        self.hide()

    def follow(self, job: Job, what: str, *, can_cancel: bool = True) -> None:
        """Show the progress of ``job``."""
        self._job = job
        self._what.setText(what)
        self._far.setText("")
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(what)
        self._cancel.setEnabled(True)
        self._cancel.setVisible(can_cancel)
        job.progressed.connect(self._progressed)
        job.finished.connect(self._over)
        self.show()

    def _progressed(self, done: int, total: int, left: float | None) -> None:
        if self._job is None or self._job.cancelled:
            return
        if total:
            self._bar.setRange(0, total)
            self._bar.setValue(done)
        parts = [tr("{done} of {total}", done=number(done), total=number(total)) if total else number(done)]
        if left is not None:
            parts.append(duration(left))
        self._far.setText(" · ".join(parts))

    def stop(self) -> bool:
        """Ask the work to stop; False when there is none."""
        if self._job is None:
            return False
        if not self._job.cancelled:
            self._cancel.setEnabled(False)
            self._far.setText(tr("Stopping"))
            self._job.cancel()
            self.cancelled.emit()
        return True

    def _over(self) -> None:
        if self.sender() in (self._job, None):
            self._job = None
            self.hide()
