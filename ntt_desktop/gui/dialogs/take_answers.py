"""A file that an agency or BPJS filled in: what it would do is shown before anything is stored."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ntt_desktop.domain.agency_answers import AGENCIES
from ntt_desktop.errors import UserError
from ntt_desktop.gui.models.agency_rows import row_columns
from ntt_desktop.gui.models.columns import Row
from ntt_desktop.gui.models.rows import ListModel
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.date_field import DateField
from ntt_desktop.gui.widgets.dialog import Dialog
from ntt_desktop.gui.widgets.empty import EmptyState
from ntt_desktop.gui.widgets.fields import FieldRow, Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import beside, column, holder
from ntt_desktop.gui.widgets.listing import Listing
from ntt_desktop.gui.widgets.password import SecretEdit
from ntt_desktop.gui.widgets.side_panel import empty
from ntt_desktop.gui.widgets.table import DataTable
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.agencies import agency_answers, bpjs_results
from ntt_desktop.services.agencies.agency_rows import FINE, TAKEN, JudgedRow
from ntt_desktop.wording import agency_answers as words
from ntt_desktop.wording.errors import message

_HEIGHT = 210
_MOST_LEAVING = 6


class TakeFileDialog(Dialog):
    """``choice`` says whose file it is; ``look`` and ``take`` are services; ``on_taken`` hears what was taken in."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        path: Path,
        title: str,
        choice: FieldRow,
        services: tuple[Callable[..., Any], Callable[..., Any]],
        on_taken: Callable[[Any], object] | None,
        password: str | None = None,
    ) -> None:
        super().__init__(parent, title, path.name, width=820)
        self._session, self._path, self._on_taken = session, path, on_taken
        self.password = SecretEdit(tr("Password of the file"))
        self.password.setText(password or "")
        self.password.editingFinished.connect(self.look)
        self._password_row = FieldRow(tr("Password of the file"), self.password)
        self._password_row.hide()
        self._look_at, self._take = services
        self._choice_row = choice
        self.on = DateField(today=session.ctx.today)
        self.on.set_value(session.ctx.today.isoformat())
        self._on_row = FieldRow(tr("The day of the answers"), self.on, hint=tr("Where the row has no date of its own."))
        head = beside(choice, self._on_row)
        self.body.addLayout(head)
        self.body.addWidget(self._password_row)
        self.counts = label(tr("Reading the file"), "strong", wrap=True)
        self._remarks = column(gap=4)
        self.model = ListModel(row_columns())
        self.table = DataTable(self.model, name=title, compact=True)
        self.body.addWidget(self.counts)
        self.body.addWidget(holder(self._remarks))
        self.body.addWidget(
            Listing(self.table, EmptyState("file-spreadsheet", tr("Nothing to take in")), height=_HEIGHT), 1
        )
        self.sentence = label("", wrap=True)
        self.table.current.connect(lambda found: self.sentence.setText(_whole(found) if found else ""))
        self.body.addWidget(self.sentence)
        self.accept_button = self.buttons(tr("Take in"), self.take)
        self.accept_button.setEnabled(False)
        self.on.editingFinished.connect(self.look)

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Arguments of the services beside the path."""
        raise NotImplementedError

    def look(self) -> None:
        """Read the file and show what would happen."""
        on = self.on.value()
        self._on_row.set_remarks(() if on else (Remark(tr("Type the date as day/month/year."), "bad"),))
        self.accept_button.setEnabled(False)
        if not on:
            return
        args, more = self.given()
        self._session.tasks.read(
            self._look_at,
            self._path,
            *args,
            **more,
            on=date.fromisoformat(on),
            password=self.password.text() or None,
            owner=self,
            key="look",
            done=self.show_found,
            failed=self._unreadable,
        )

    def show_found(self, found: Any) -> None:
        """Show the rows and counts of a file."""
        self.banner.hide()
        self._choice_row.set_remarks(())
        parts = [f"{words.outcome(code)} {number(count)}" for code, count in found.counts.items()]
        self.counts.setText(tr("{count} rows", count=number(found.read)) + ": " + " · ".join(parts))
        rows = sorted(found.rows, key=lambda one: (one.outcome in FINE, one.outcome != TAKEN))
        self.model.set_rows([_shown(at, one) for at, one in enumerate(rows)])
        if rows:
            self.table.selectRow(0)
        empty(self._remarks)
        for remark in self.remarks_on(found):
            self._remarks.addWidget(RemarkLine(remark))
        taken = sum(one.outcome in (TAKEN, "older") for one in found.rows)
        self.accept_button.setEnabled(bool(taken))
        self.fit()

    def remarks_on(self, found: Any) -> list[Remark]:
        """What there is to say beside the rows."""
        if found.known_file:
            return [Remark(tr("This file was taken in before; what is the same changes nothing."), "info")]
        return []

    def take(self) -> None:
        """Store it and close."""
        args, more = self.given()
        job = self.carry_out(
            self._session,
            self._take,
            self._path,
            *args,
            **more,
            on=date.fromisoformat(self.on.value()),
            password=self.password.text() or None,
            done=self._taken,
        )
        self.follow(job, tr("Taking the answers in"))

    def _taken(self, found: Any) -> None:
        self.accept()
        if self._on_taken is not None:
            self._on_taken(found)
        else:
            self._session.messages.toast(self.counts.text())

    def _unreadable(self, error: BaseException) -> object:
        if isinstance(error, UserError) and error.code == "agency_unsaid":
            said, hint = message(error)
            self.counts.setText(said)
            self._choice_row.set_remarks((Remark(hint, "warn"),))
            self._choice_row.editor.setFocus()
            self.fit()
            return None
        self.counts.setText(tr("The file was not read."))
        self.model.set_rows([])
        self.sentence.setText("")
        if getattr(error, "code", "") in ("file_protected", "password_wrong"):
            self._password_row.show()
            self.password.setFocus()
        self._session.messages.error(error, self)
        self.fit()
        return None


class TakeAnswersDialog(TakeFileDialog):
    """An agency's answers: who answered, and who leaves a batch by them."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        path: Path,
        on_taken: Callable[[Any], object] | None = None,
        *,
        password: str | None = None,
    ) -> None:
        known: Sequence[tuple[object, str]] = [(code, words.agency(code)) for code in AGENCIES]
        self.agency = Choice([("", tr("As the form says")), *known], name=tr("Who answered"))
        self.agency.picked.connect(lambda _value: self.look())
        choice = FieldRow(tr("Who answered"), self.agency)
        services = (agency_answers.look, agency_answers.take)
        super().__init__(session, parent, path, tr("Take an agency's answers in"), choice, services, on_taken, password)
        self.look()

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (), {"agency": str(self.agency.value() or "")}

    def show_found(self, found: Any) -> None:
        self.agency.set_value(found.agency)
        super().show_found(found)

    def remarks_on(self, found: Any) -> list[Remark]:
        said = super().remarks_on(found)
        for one in found.leaving[:_MOST_LEAVING]:
            who = {"name": one.name, "batch": one.batch, "answer": words.answer(one.answer, one.detail)}
            text = tr("{name} leaves {batch}: {answer}.", **who)
            if one.decreed:
                text = tr("{name}: {answer}, but the slot in {batch} is in the SK or billed. Record the event.", **who)
            said.append(Remark(text, "warn"))
        if len(found.leaving) > _MOST_LEAVING:
            more = number(len(found.leaving) - _MOST_LEAVING)
            said.append(Remark(tr("{count} more leave their batch.", count=more), "warn"))
        return said


class TakeResultDialog(TakeFileDialog):
    """BPJS's result of an upload."""

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        path: Path,
        programmes: Sequence[tuple[object, str]],
        programme: str,
        on_taken: Callable[[Any], object],
    ) -> None:
        self.programme = Choice(programmes, name=tr("Programme"))
        self.programme.set_value(programme)
        self.programme.picked.connect(lambda _value: self.look())
        choice = FieldRow(tr("Programme"), self.programme)
        services = (bpjs_results.look, bpjs_results.take)
        super().__init__(session, parent, path, tr("Take BPJS's result in"), choice, services, on_taken)
        self.look()

    def given(self) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (str(self.programme.value() or ""),), {}

    def remarks_on(self, found: Any) -> list[Remark]:
        said = tr(
            "{accepted} accepted, {with_kpj} of them with KPJ; {refused} refused.",
            accepted=number(found.taken("accepted")),
            with_kpj=number(found.taken("accepted", with_kpj=True)),
            refused=number(found.taken("refused")),
        )
        return [*super().remarks_on(found), Remark(said, "info")]


def _whole(found: Row) -> str:
    """The row under the cursor, whose words may be longer than their column."""
    return tr("Row {row}, {name}: {text}", row=found["row"], name=found["name"], text=found["text"] or "–")


def _shown(at: int, found: JudgedRow) -> dict[str, Any]:
    """A row as the table shows it."""
    if found.outcome in (TAKEN, "older") and found.said:
        text = words.answer(found.said, found.detail) if found.said in words.ANSWERS else _result(found)
        text = " · ".join(filter(None, (text, found.note)))
        if found.why:
            text += f" · {words.why(found.why, found.params)}"
    else:
        text = words.why(found.why, found.params)
    return {"id": str(at), "row": found.row, "name": found.name or "–", "outcome": found.outcome, "text": text}


def _result(found: JudgedRow) -> str:
    if found.said == "refused":
        return tr("Refused")
    return f"KPJ {found.detail}" if found.detail else tr("Accepted without KPJ")
