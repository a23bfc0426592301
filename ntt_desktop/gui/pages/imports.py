"""Impor: a village's spreadsheet in four steps. Reading happens in a child process, judging on the writer thread."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ntt_desktop.errors import AppError
from ntt_desktop.gui.dialogs.corrections import save_corrections, save_results
from ntt_desktop.gui.dialogs.take_filled import take_filled
from ntt_desktop.gui.dialogs.undo_import import undo_import
from ntt_desktop.gui.dialogs.village_list import ask_empty_list
from ntt_desktop.gui.dropped import by_content
from ntt_desktop.gui.pages.imports_check import CheckStep
from ntt_desktop.gui.pages.imports_choose import ChooseStep
from ntt_desktop.gui.pages.imports_columns import ColumnsStep
from ntt_desktop.gui.pages.imports_done import DoneStep
from ntt_desktop.gui.pages.imports_foot import ImportFoot
from ntt_desktop.gui.pages.imports_words import CHECK, CHOOSE, COLUMNS, DONE, known_before, of_survey, subtitle
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.tasks import Job
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.progress import ProgressPanel
from ntt_desktop.gui.widgets.stepper import Stepper
from ntt_desktop.i18n import tr
from ntt_desktop.services import imports
from ntt_desktop.services.context import Cancelled
from ntt_desktop.services.imports import ImportOptions, ImportPlan, Surveyed
from ntt_desktop.services.people import same_person

_PASSWORD = frozenset({"file_protected", "password_wrong"})


class ImportsPage(Page):
    """Choose, columns, check, done; with the list of earlier imports."""

    concerns = frozenset({"import"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Import"), scroll=False)
        self._path: Path | None = None
        self._surveyed = False
        self._plan: ImportPlan | None = None
        self._is_earlier = False
        self.header.add_action(
            button(
                tr("Empty list for villages"),
                lambda: ask_empty_list(session, self),
                icon="file-spreadsheet",
                tip=tr("A workbook for villages to fill in"),
            )
        )
        self.stepper = Stepper((tr("Choose a file"), tr("Columns"), tr("Check"), tr("Done")))
        self.work = ProgressPanel()
        self.choose = ChooseStep(session)
        self.columns = ColumnsStep(session)
        self.check = CheckStep(session)
        self.done = DoneStep(
            look=self._look_at,
            people=self._people,
            undo=self._ask_undo,
            again=self.start_over,
            corrections=lambda: self._save(save_corrections),
            results=lambda: self._save(save_results),
        )
        self.steps = QStackedWidget()
        for step in (self.choose, self.columns, self.check, self.done):
            self.steps.addWidget(step)
        self.body.addWidget(self.stepper)
        self.body.addWidget(self.work)
        self.body.addWidget(self.steps, 1)
        self.body.setSpacing(tokens.S2)
        foot = self.buttons = ImportFoot(back=self.go_back, give_up=self.give_up, go_on=self.go_on, save=self._save)
        self.back, self.next = foot.back, foot.next
        self._foot = self.foot(foot.back, foot.drop, foot.corrections, foot.results, None, foot.next)
        self.choose.files.connect(lambda paths: by_content(self, paths))
        self.choose.password.edit.returnPressed.connect(self._survey)
        self.choose.undo.connect(lambda found: self._undo_dialog(str(found["id"]), str(found["file"])))
        self.choose.look.connect(self._show_earlier)
        self.check.changed.connect(self._replanned)
        self.columns.guess_anew.connect(self._guess_anew)
        self.columns.preview.changed.connect(lambda *_: self._show_step(COLUMNS))
        self._show_step(CHOOSE)

    def refresh(self) -> None:
        self.session.tasks.read(imports.list_imports, owner=self, key="list", done=self.choose.show_earlier)

    def arrive(self, file: Path | None = None, **_given: Any) -> None:
        if file is not None:
            self.take_files([file])

    def take_files(self, paths: list[Path]) -> bool:
        files = [path for path in paths if path.is_file()]
        if not files or (self.session.tasks.busy and self.work.isVisible()):
            return False
        self._drop_plan()
        self._path, self._surveyed = files[0], False
        self.choose.clear()
        self.choose.show_file(self._path, tr("Reading the file"))
        self._show_step(CHOOSE)
        self._survey()
        return True

    # -- steps ------------------------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """The step in sight, from 0."""
        return self.steps.currentIndex()

    def go_on(self) -> None:
        """The foot's main button."""
        if self.step == CHOOSE and self._surveyed:
            self._show_step(COLUMNS)
            self.columns.focus_first()
        elif self.step == COLUMNS:
            self._preview()
        elif self.step == CHECK and self._is_earlier:
            self.start_over()
        elif self.step == CHECK:
            self._store()

    def go_back(self) -> None:
        """One step back; a plan that was only looked at is dropped."""
        if self.step == CHECK and self._is_earlier:
            self.start_over()
        elif self.step == CHECK:
            self._drop_plan()
            self._show_step(COLUMNS)
        elif self.step == COLUMNS:
            self._show_step(CHOOSE)

    def give_up(self) -> None:
        """Forget the file; nothing of it stays."""
        self.start_over()
        self.session.messages.toast(tr("Given up. Nothing was stored."), tone="info")

    def start_over(self) -> None:
        """Back to the first step with an empty form."""
        self._drop_plan()
        self._path, self._surveyed = None, False
        self.choose.clear()
        self.banner.hide()
        self._show_step(CHOOSE)

    def _show_step(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.stepper.set_step(step)
        busy = self.work.isVisible()
        self._foot.setVisible(step != DONE and not (step == CHOOSE and self._path is None))
        self.buttons.show_step(step, self._plan, is_earlier=self._is_earlier)
        ready = {CHOOSE: self._surveyed, COLUMNS: self.columns.is_usable}.get(step, True)
        self.next.setEnabled(ready and not busy)
        self.header.set_subtitle(subtitle(step, self._path.name if self._path else "", self._plan))

    # -- work -------------------------------------------------------------------------------------------------

    def _follow(self, job: Job, what: str) -> None:
        self.work.follow(job, what)
        job.finished.connect(lambda: self._show_step(self.step))
        self.next.setEnabled(False)

    def _options(self) -> ImportOptions:
        return replace(self.choose.options(self.columns.mapping), cover=self.columns.cover.terms)

    def _survey(self) -> None:
        if self._path is None:
            return
        self.banner.hide()
        options = ImportOptions(region="", password=self.choose.password.text() or None)
        job = self.session.tasks.read(
            imports.survey, self._path, options, owner=self, key="survey", done=self._surveyed_file, failed=self._unread
        )
        self._follow(job, tr("Reading the file"))

    def _surveyed_file(self, found: Surveyed) -> None:
        path = self._path
        if path is None:
            return
        if found.filled:
            password = self.choose.password.text() or None
            self.start_over()
            take_filled(self.session, self, path, found.filled, password)
            return
        self.columns.show_sheets(found.sheets, imports.import_fields(self.session.ctx))
        named = [sheet.name for sheet in found.sheets if sheet.header_row]
        if not named and self.columns.has_table:
            self._surveyed = True
            self.choose.say(tr("No header was recognised. Say by hand which column holds what."))
            self._show_step(COLUMNS)
            self.columns.focus_first()
            return
        if said := of_survey(path.name, found, named):
            self.banner.say(*said)
        if not named:
            self.choose.say(tr("No table of people was found in it."))
            return
        self._surveyed = True
        self.choose.ask_password(False) if not self.choose.password.text() else None
        self.choose.say(tr("{count} sheets with people: {names}", count=number(len(named)), names=", ".join(named[:6])))
        self._show_step(CHOOSE)
        self.choose.focus_first()

    def _unread(self, error: BaseException) -> object:
        self.choose.say(tr("The file was not read."))
        if isinstance(error, Cancelled):
            self.start_over()
            return None
        if isinstance(error, AppError) and error.code in _PASSWORD:
            self.choose.ask_password(True)
        return False

    def _preview(self) -> None:
        if self._path is None:
            return
        self.banner.hide()
        job = self.session.tasks.slow(
            imports.preview, self._path, self._options(), owner=self, done=self._previewed, failed=self._stopped
        )
        self._follow(job, tr("Checking the rows"))

    def _previewed(self, plan: ImportPlan) -> None:
        self._plan, self._is_earlier = plan, False
        self.work.hide()
        self.check.show_plan(plan)
        self._show_step(CHECK)
        self.check.table.setFocus()
        if plan.stored_before:
            self.banner.say(*known_before(plan.stored_before))

    def _store(self) -> None:
        if self._plan is None:
            return
        job = self.session.tasks.write(
            imports.store_import, self._plan, pairs_later=True, owner=self, done=self._stored, failed=self._stopped
        )
        self._follow(job, tr("Storing"))

    def _stored(self, plan: ImportPlan) -> None:
        self._plan = plan
        self.session.tasks.write(imports.note_said, plan.id, owner=self)
        self.session.tasks.slow(same_person.find_waiting, owner=self)
        self.work.hide()
        self.banner.hide()
        self.done.show_plan(plan)
        self._show_step(DONE)
        self.done.again.setFocus()

    def _stopped(self, error: BaseException) -> object:
        if isinstance(error, Cancelled):
            self.session.messages.toast(tr("Stopped. Nothing of it was stored."), tone="info")
            return None
        return False

    def _drop_plan(self) -> None:
        plan, self._plan = self._plan, None
        if plan is not None and not self._is_earlier and self.step == CHECK:
            self.session.tasks.write(imports.discard, plan, owner=self)
        self._is_earlier = False

    # -- earlier imports, and taking back ---------------------------------------------------------------------

    def _show_earlier(self, found: dict[str, Any]) -> None:
        self.session.tasks.read(imports.plan_of, str(found["id"]), owner=self, key="plan", done=self._look)

    def _replanned(self, plan: ImportPlan) -> None:
        """Rows were mended: counts follow everywhere."""
        self._plan = replace(plan, stored_before=self._plan.stored_before if self._plan else ())
        self._show_step(self.step)

    def _save(self, how: Callable[[Session, QWidget, ImportPlan], None]) -> None:
        if self._plan is not None:
            how(self.session, self, self._plan)

    def _guess_anew(self, signature: str) -> None:
        self.session.tasks.write(imports.forget_mapping, signature, owner=self, done=lambda _none: self._survey())

    def _look(self, plan: ImportPlan, outcome: str = "") -> None:
        self._plan, self._is_earlier = plan, True
        undone = any(row["id"] == plan.id and row.get("undone_on") for row in self.choose.model.rows)
        self.check.show_plan(plan, is_stored=True, is_undone=undone)
        if outcome:
            self.check.tabs.choose(outcome)
            self.check.model.change(tab=outcome)
        self._show_step(CHECK)

    def _look_at(self, outcome: str) -> None:
        self._look(self._plan, outcome) if self._plan else None

    def _people(self) -> None:
        if plan := self._plan:
            self.session.open("workers", import_id=plan.id, file=plan.file)

    def _ask_undo(self) -> None:
        self._undo_dialog(self._plan.id, self._plan.file) if self._plan else None

    def _undo_dialog(self, import_id: str, file: str) -> None:
        undo_import(self.session, self, self.work, import_id, file, self._undone)

    def _undone(self) -> None:
        if self._plan is not None and self.step == DONE:
            self.done.show_plan(self._plan, is_undone=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.check.set_narrow(self.window().width() < tokens.NARROW)
