"""Workbooks of this program that come back filled in: what they would do is shown before anything is stored."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from ntt_desktop.domain.intake.papers import Filled
from ntt_desktop.formats.queue_workbook import WORDS
from ntt_desktop.gui import words
from ntt_desktop.gui.dialogs import queue_file, take_answers
from ntt_desktop.gui.models.columns import Column, Row
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.badge import Badge
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog, modal
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, RemarkLine, text_field
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import verifications, verval
from ntt_desktop.services.people.verval import VervalTaken
from ntt_desktop.services.sync.answers_seen import AnswersSeen, look_at_answers
from ntt_desktop.wording.finding_titles import title as finding_title
from ntt_desktop.wording.verval import problem

_PROBLEMS = 12
"""Sentences that are shown; the rest is counted."""
_LIST_HEIGHT = 190


def take_filled(session: Session, parent: QWidget, path: Path, filled: Filled, password: str | None = None) -> None:
    """Open what belongs to a workbook that was recognised by its content."""
    if filled is Filled.VERVAL:
        modal(TakeVervalDialog(session, parent.window(), path, password))
    elif filled is Filled.AGENCY:
        modal(take_answers.TakeAnswersDialog(session, parent.window(), path, password=password))
    else:
        modal(TakeAnswersDialog(session, parent.window(), path))


class _TakeDialog(Dialog):
    """A sentence with the counts, the lines below, what cannot be used, and one button."""

    def __init__(self, session: Session, parent: QWidget, title: str, path: Path, columns: Sequence[Column]) -> None:
        super().__init__(parent, title, path.name, width=760)
        self._session, self._path = session, path
        self.counts = label(tr("Reading the file"), "strong", wrap=True)
        self.model = ListModel(columns)
        self.table = DataTable(self.model, name=title, compact=True)
        self._nothing = EmptyState("list-checks", tr("Nothing to take in"))
        self._problems = column(gap=4)
        self.progress = ProgressPanel()

    def _finish(self, words: str, on_accept: Callable[[], object]) -> None:
        self.body.addWidget(self.counts)
        self.body.addWidget(Listing(self.table, self._nothing, height=_LIST_HEIGHT))
        self.body.addWidget(holder(self._problems))
        self.body.addWidget(self.progress)
        self.accept_button = self.buttons(words, on_accept)
        self.accept_button.setEnabled(False)

    def _show(self, counts: str, rows: list[dict[str, Any]], problems: Sequence[str]) -> None:
        self.counts.setText(counts)
        self.model.set_rows(rows)
        empty(self._problems)
        for said in problems[:_PROBLEMS]:
            self._problems.addWidget(RemarkLine(Remark(said, "warn")))
        if len(problems) > _PROBLEMS:
            rest = tr("{count} more lines like these", count=number(len(problems) - _PROBLEMS))
            self._problems.addWidget(label(rest, "caption"))
        self.accept_button.setEnabled(bool(rows))
        self.fit()

    def _unreadable(self, error: BaseException) -> object:
        self.counts.setText(tr("The file was not read."))
        self._session.messages.error(error, self)
        return None

    def _failed(self, error: BaseException) -> object:
        self.accept_button.setEnabled(True)
        self._session.messages.error(error, self)
        return None


class TakeVervalDialog(_TakeDialog):
    """Ticks of a village: who is verified by them, after saying who saw it and when."""

    def __init__(self, session: Session, parent: QWidget, path: Path, password: str | None = None) -> None:
        columns = (
            Column("row", tr("Row"), 56, "number", sortable=False),
            Column("name", tr("Name"), 170, "strong", stretch=True, sortable=False),
            Column("seen", tr("Ticked"), 230, sortable=False),
            Column("settles", tr("This settles"), 200, "muted", stretch=True, sortable=False),
        )
        super().__init__(session, parent, tr("Take in a verval list"), path, columns)
        self._password = password
        self.by = text_field(name=tr("Who saw it"), limit=80)
        self.on = DateField(today=session.ctx.today)
        self.on.set_value(session.ctx.today.isoformat())
        self._by_row = FieldRow(tr("Who saw it"), self.by, hint=tr("Whoever signed the list in the village."))
        self._on_row = FieldRow(tr("The day it was signed"), self.on)
        who = row(self._by_row, self._on_row, gap=tokens.S3)
        who.setStretch(0, 3)
        who.setStretch(1, 2)
        self.body.addLayout(who)
        self.settle = QCheckBox(tr("The ticks settle what is open about the NIK and the work"))
        self.settle.setChecked(True)
        self.settle.toggled.connect(self._look)
        self.body.addWidget(self.settle)
        self._finish(tr("Take in as verifications"), self.take)
        self.by.editingFinished.connect(self._look)
        self._look()
        self.by.setFocus()

    def _look(self) -> None:
        on = self.on.value()
        self._session.tasks.read(
            verval.look_at_verval_list,
            self._path,
            by=self.by.text(),
            on=date.fromisoformat(on) if on else None,
            settle=self.settle.isChecked(),
            password=self._password,
            owner=self,
            key="look",
            done=self._looked,
            failed=self._unreadable,
        )

    def _looked(self, found: VervalTaken) -> None:
        rows = [
            {
                "id": str(at),
                "row": line.row,
                "name": line.name,
                "seen": ", ".join(tr(words.SEEN[item]) for item in line.seen),
                "settles": ", ".join(finding_title(code) for code in line.settles),
            }
            for at, line in enumerate(found.lines)
        ]
        self._show(verval_words(found), rows, verval_problems(found))

    def take(self) -> None:
        """Store the verifications and close."""
        on = self.on.value()
        if not self.given(
            (self._by_row, self.by.text().strip(), tr("Type who saw it.")),
            (self._on_row, on, tr("Type the date as day/month/year.")),
        ):
            return
        self.accept_button.setEnabled(False)
        job = self._session.tasks.write(
            verval.take_verval_list,
            self._path,
            by=self.by.text(),
            on=date.fromisoformat(on),
            settle=self.settle.isChecked(),
            password=self._password,
            owner=self,
            done=self._taken,
            failed=self._failed,
        )
        self.progress.follow(job, tr("Saving verifications"))

    def _taken(self, taken: VervalTaken) -> None:
        session = self._session
        self.accept()

        def undo() -> None:
            session.tasks.write(_withdraw, taken.made)

        session.messages.toast(tr("Verified: {count} people", count=number(taken.verified)), undo)
        if said := verval_problems(taken):
            session.messages.banner(verval_words(taken), " ".join(said[:4]), "warn")


def _withdraw(ctx: Context, made: Sequence[str]) -> Any:
    result = None
    for verification in made:
        result = verifications.withdraw_verification(ctx, verification, reason=tr("Undone"))
    return result


def verval_words(found: VervalTaken) -> str:
    """The counts of a list in one sentence."""
    return tr(
        "{verified} people verified, {unchanged} as before, {empty} without a tick; {settled} findings settled.",
        verified=number(found.verified),
        unchanged=number(found.unchanged),
        empty=number(found.empty),
        settled=number(found.settled),
    )


def verval_problems(found: VervalTaken) -> list[str]:
    """A sentence for each line that needs somebody."""
    return [problem(one.code, one.row, one.name, one.items, one.note) for one in found.problems]


def _answer_badge(found: Row) -> Badge:
    icon, tone = _ANSWERS.get(found["answer"], ("pencil", "info"))
    return Badge(icon, WORDS.get(found["answer"], tr("typed")), tone)


_ANSWERS = {
    "same": ("users", "info"),
    "different": ("split", "good"),
    "later": ("hourglass", "muted"),
    "ignore": ("x", "muted"),
}


class TakeAnswersDialog(_TakeDialog):
    """Answers on cases that waited: who becomes one person, which values count."""

    def __init__(self, session: Session, parent: QWidget, path: Path) -> None:
        columns = (
            Column("sheet", tr("Sheet"), 150, "muted", sortable=False, optional=1),
            Column("row", tr("Row"), 56, "number", sortable=False),
            Column("name", tr("Name"), 220, "strong", stretch=True, sortable=False),
            Column("answer", tr("Answer"), 140, "badge", value=_answer_badge, sortable=False),
        )
        super().__init__(session, parent, tr("Take in answers"), path, columns)
        self._finish(tr("Take in the answers"), self.take)
        session.tasks.read(look_at_answers, path, owner=self, done=self._looked, failed=self._unreadable)

    def _looked(self, seen: AnswersSeen) -> None:
        rows = [
            {"id": str(at), "sheet": line.sheet, "row": line.row, "name": line.name, "answer": line.answer}
            for at, line in enumerate(seen.lines)
        ]
        said = [
            tr('Sheet {sheet}, row {row}: "{text}" is no answer.', sheet=sheet, row=at, text=text)
            for sheet, at, text in seen.unreadable
        ]
        said += [
            tr("Sheet {sheet}, row {row}: case {code} does not wait any more.", sheet=sheet, row=at, code=code)
            for sheet, at, code in seen.gone
        ]
        counts = tr(
            "{count} answers, {unanswered} rows without one",
            count=number(len(rows)),
            unanswered=number(seen.unanswered),
        )
        self._show(counts, rows, said)

    def take(self) -> None:
        """Hand the file to the page of cases, which says what came of it and can take it back."""
        session, path = self._session, self._path
        self.accept()
        page = session.open("decisions")
        if page is not None:
            queue_file.take(session, page, path)
