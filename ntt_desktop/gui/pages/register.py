"""Registering and mending a person: quick form or full form, findings while typing, drafts, one-key *next*."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.gui.forms.drafts import DraftKeeper
from ntt_desktop.gui.forms.form import Form
from ntt_desktop.gui.forms.full import FullForm
from ntt_desktop.gui.forms.quick import QuickForm
from ntt_desktop.gui.forms.saving import mend, register
from ntt_desktop.gui.forms.similar import SimilarPanel, why_alike
from ntt_desktop.gui.remarks import by_field
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import day
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.banner import Banner
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.fields import Remark
from ntt_desktop.gui.widgets.layout import column, row
from ntt_desktop.gui.widgets.page import Page, scrolling
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services import person_detail, workers
from ntt_desktop.services.person_detail import PersonDetail
from ntt_desktop.services.workers import FormCheck, Saved
from ntt_desktop.wording.errors import message

_PAUSE_MS = 180
_MISSING = frozenset({"nik_missing", "nik_length", "name_missing", "village_unknown"})
"""Findings that are true while a field is merely not filled yet: said once it was left, or on saving."""
KEPT = ("village_code", "occupation")
"""What the next person starts with."""
FAMILY = ("no_kk", "address", "hamlet", "rt", "rw", "village_code", "occupation")
"""What the next one of the same family starts with."""


class RegisterPage(Page):
    """``session.open("register")`` for a new person, ``session.open("register", worker=id)`` to mend one."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Register a worker"), scroll=False)
        self.header.add_back(tr("Back to the workers"), self._back)
        self._switch = button(tr("Full form"), self.switch, icon="list-checks", shortcut="Ctrl+L")
        self.header.add_action(self._switch)
        self.quick, self.full = QuickForm(session.ctx), FullForm(session.ctx)
        self._forms: tuple[Form, Form] = (self.quick, self.full)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolling(column(self.quick)))
        self._stack.addWidget(self.full)
        self.similar = SimilarPanel(session, lambda found: session.open("worker", worker=found))
        self._alike = Banner(closable=False)
        self._top.addWidget(self._alike)
        middle = row(self._stack, self.similar, gap=tokens.S4)
        middle.setStretch(0, 1)
        self.body.addLayout(middle, 1)
        self._make_foot()
        self.worker_id = ""
        self._before: PersonDetail | None = None
        self._touched: set[str] = set()
        self._carried: dict[str, Any] = {}
        self._all_said = False
        self._saving = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._check)
        self.drafts = DraftKeeper(session, self, self.snapshot)
        for form in self._forms:
            form.edited.connect(self._edited)
            form.left.connect(self._left)

    def _make_foot(self) -> None:
        self._hint = label(tr("To save: NIK, name and village."), "caption", wrap=True)
        self._cancel = button(tr("Cancel"), self._give_up, shortcut="Esc")
        self._family = button(
            tr("Next, same family"),
            lambda: self.save("family"),
            shortcut="Ctrl+Shift+Return",
            tip=tr("Keeps KK, address and village."),
        )
        self._next = button(tr("Save & next"), lambda: self.save("next"), shortcut="Ctrl+Return")
        self._save = button(tr("Save"), lambda: self.save(""), kind="primary", icon="check", shortcut="Ctrl+S")
        bar = self.foot(self._hint, self._cancel, self._family, self._next, self._save)
        bar.layout().setStretch(0, 1)

    # -- coming and going -------------------------------------------------------------------------------------

    @property
    def form(self) -> Form:
        """The form in sight."""
        return self._forms[self._stack.currentIndex()]

    def arrive(self, worker: str = "", **_given: Any) -> None:
        """Start on a new person, or on a known one."""
        if worker:
            self.session.tasks.read(person_detail.get, worker, owner=self, done=self._edit)
            return
        if self.worker_id or not self.drafts.dirty:
            self._start({})
            self.drafts.offer("register")

    def _start(self, values: dict[str, Any], carried: dict[str, Any] | None = None) -> None:
        """An empty form with some values; ``carried`` are values the quick form has no field for."""
        self.worker_id, self._before = "", None
        self._carried = dict(carried or {})
        self._show_mode(full=False)
        self._fill({**values, **self._carried}, [], [])
        self.header.set_title(tr("Register a worker"))
        family = self._carried.get("no_kk") or self._carried.get("address")
        self.header.set_subtitle(tr("Same family: {what}", what=family) if family else "")
        for widget in (self._next, self._family):
            widget.show()
        self.drafts.start("register")
        self.form.focus("nik")

    def _edit(self, detail: PersonDetail) -> None:
        self.worker_id, self._before = detail.worker["id"], detail
        self._carried = {}
        self._show_mode(full=True)
        self._fill(detail.worker, detail.heirs, detail.children)
        self.header.set_title(tr("Edit {name}", name=detail.worker["full_name"] or ""))
        self.header.set_subtitle(tr("Every change stands in the history with your name."))
        for widget in (self._next, self._family):
            widget.hide()
        self.drafts.start(f"edit-{self.worker_id}")
        self.drafts.offer(f"edit-{self.worker_id}")
        self._all_said = True
        self.form.focus("nik")
        self._check()

    def _fill(self, values: Any, heirs: list[dict[str, Any]], children: list[dict[str, Any]]) -> None:
        self._touched, self._all_said = set(), False
        self.banner.hide()
        self.similar.show_people({}, ())
        self._alike.hide()
        for form in self._forms:
            form.put(values)
            form.put_heirs(heirs)
            form.put_children(children)
            form.say({})
        for shown in (self.quick, self.full):
            shown.ktp_seen.setChecked(False)
            shown.said.setText(tr("The NIK says who it is as soon as it is typed."))

    def _show_mode(self, *, full: bool) -> None:
        self._stack.setCurrentIndex(int(full))
        self._switch.setText(tr("Quick form") if full else tr("Full form"))

    def switch(self) -> None:
        """Change between quick and full form; what is typed goes along."""
        before = self.form
        values = {**self.full.values(), **self._carried, **before.values()}
        full = before is self.quick
        children = self.full.children_of() if full else before.children_of()
        others = self.full.heirs()[1:] if full else []
        heirs = [*before.heirs(), *others]
        self._show_mode(full=full)
        self.form.put(values)
        self.form.put_heirs(heirs)
        if full:
            self.full.put_children(children)
            self.full.show_ticks()
        self._check()
        self.form.focus("nik" if not values.get("nik") else "full_name")

    def _back(self) -> None:
        if self.worker_id:
            self.session.open("worker", worker=self.worker_id)
        else:
            self.session.open("workers")

    def _give_up(self) -> None:
        """Leave; what was typed stays as a draft and can be taken up again."""
        self.drafts.keep()
        name = str(self.form.values().get("full_name") or "")
        kept = self.drafts.dirty
        worker = self.worker_id
        self.drafts.dirty = False
        self._back()
        if kept:
            again = (lambda: self.session.open("register", worker=worker)) if worker else self._again
            self.session.messages.toast(tr("Not saved: {name}", name=name or tr("a draft")), again, "info")

    def _again(self) -> None:
        self.session.open("register")
        self.drafts.take("register")

    def leave(self) -> bool:
        self.drafts.keep()
        return True

    def keep_draft(self) -> None:
        self.drafts.keep(now=True)

    def snapshot(self) -> dict[str, Any]:
        """Everything typed, for a draft."""
        return {
            "values": {**self._carried, **self.form.values()},
            "heirs": self.form.heirs(),
            "children": self.form.children_of(),
            "full": self.form is self.full,
        }

    def take_up(self, body: dict[str, Any]) -> None:
        """Show a draft again."""
        self._carried = {} if body.get("full") else dict(body["values"])
        self._show_mode(full=bool(body.get("full")))
        self._fill(body["values"], list(body.get("heirs", [])), list(body.get("children", [])))
        self.drafts.dirty = True
        self._check()
        self.form.focus("full_name")

    # -- while typing -----------------------------------------------------------------------------------------

    def _edited(self) -> None:
        if self.isVisible():
            self.drafts.typed()
            self._pause.start()

    def _left(self, key: str) -> None:
        if self.form.values().get(key):
            self._touched.add(key)
            self._pause.start()

    def _typed(self) -> dict[str, Any]:
        known = {key: self._before.worker[key] for key in WORKER_FIELDS} if self._before else {}
        return {**known, **self._carried, **self.form.values()}

    def _check(self) -> None:
        self.session.tasks.read(
            workers.check,
            self._typed(),
            worker_id=self.worker_id,
            owner=self,
            key="check",
            done=self._judge,
            failed=lambda error: isinstance(error, UserError) or None,
        )

    def _judge(self, found: FormCheck) -> None:
        typed = self.form.values()
        said = [
            finding
            for finding in found.checked.findings
            if self._all_said
            or finding.code not in _MISSING
            or (finding.field in self._touched and typed.get(finding.field))
        ]
        silent = {"birth_date_from_nik"} if not typed.get("birth_date") else set()
        said = [finding for finding in said if finding.code not in silent]
        remarks = by_field(said, self.session.ctx.reference.regions.label)
        self.form.say(remarks)
        self._say_nik(found)
        self.similar.show_people(found.checked.values, found.similar)
        self._show_alike()

    def _show_alike(self) -> None:
        """Cards at the right; one line above the form where there is no room for them."""
        wide, people = self.window().width() >= tokens.NARROW, self.similar.shown
        self.similar.setVisible(wide and bool(people))
        if wide or not people:
            self._alike.hide()
            return
        first = people[0]
        said = f"{why_alike(first)}: {first.row['full_name'] or ''}"
        place = self.session.ctx.reference.regions.label(first.row["village_code"] or "")
        tone = "bad" if first.why == "same_nik" else "warn"
        self._alike.say(said, place, tone, (tr("Open"), lambda: self.session.open("worker", worker=first.id)))

    def _air(self, *, wide: bool) -> None:
        super()._air(wide=wide)
        if hasattr(self, "_save"):
            self._hint.setVisible(wide)
            self._cancel.set_compact(not wide)
            self._family.set_compact(not wide)
            self._show_alike()

    def _say_nik(self, found: FormCheck) -> None:
        nik = found.checked.nik
        text = tr("The NIK says who it is as soon as it is typed.")
        if nik is not None:
            label_of = self.session.ctx.reference.regions.label
            born = found.checked.values.get("birth_date")
            sex = tr("woman") if nik.sex == "P" else tr("man")
            text = tr(
                "{sex}, born {date}, first registered in {place}",
                sex=sex,
                date=day(str(born or "")),
                place=label_of(nik.region).split(",")[0],
            )
        for form in (self.quick, self.full):
            form.said.setText(text)

    # -- saving -----------------------------------------------------------------------------------------------

    def save(self, then: str, *, incomplete: bool = False) -> None:
        """Store what is typed; ``then`` is "" (back to the list), ``next`` or ``family``."""
        if self._saving:
            return
        self._set_saving(True)
        form = self.form
        values = {**self._carried, **form.values()}
        ktp_seen = self.full.ktp_seen.isChecked() if form is self.full else self.quick.ktp_seen.isChecked()
        common: dict[str, Any] = {
            "ktp_seen": ktp_seen,
            "owner": self,
            "done": lambda saved: self._saved(saved, values, then),
            "failed": lambda error: self._refused(error, then),
        }
        if self._before is not None:
            family = {"heir": self._before.heirs, "child": self._before.children}
            self.session.tasks.write(
                mend,
                self.worker_id,
                self._before.worker,
                values,
                form.heirs(),
                form.children_of(),
                family_before=family,
                **common,
            )
        else:
            self.session.tasks.write(
                register, values, form.heirs(), form.children_of(), incomplete=incomplete, **common
            )

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        for widget in (self._save, self._next, self._family):
            widget.setEnabled(not saving)

    def _saved(self, saved: Saved, values: dict[str, Any], then: str) -> None:
        self._set_saving(False)
        self.drafts.forget()
        name = str(values.get("full_name") or "")
        session = self.session
        if self._before is not None:
            session.messages.toast(tr("{name} is saved.", name=name))
            session.open("worker", worker=saved.id)
            return
        undo = None
        if saved.id:

            def undo() -> None:
                session.tasks.write(workers.void, saved.id, reason=tr("Undone"))

        session.messages.toast(tr("{name} is registered.", name=name), undo)
        if then == "family":
            kept = {key: values.get(key) for key in FAMILY if values.get(key)}
            self._start({key: kept[key] for key in KEPT if key in kept}, kept)
        elif then == "next":
            self._start({key: values.get(key) for key in KEPT})
        else:
            self._start({})
            session.open("workers", worker=saved.id)

    def _refused(self, error: BaseException, then: str) -> None:
        self._set_saving(False)
        self._all_said = True
        self._check()
        if not isinstance(error, UserError):
            self.session.messages.error(error, self)
            return
        text, hint = message(error)
        field = str(error.params.get("field") or "")
        action = None
        if error.code == "nik_missing" and self._before is None:
            action = (tr("Save as incomplete"), lambda: self.save(then, incomplete=True))
        self.show_banner(text, hint, "bad", action)
        if field in self.form.rows:
            self.form.rows[field].set_remarks((Remark(text, "bad", hint),))
            if self.form is self.full:
                self.full.reveal(field)
            else:
                self.form.focus(field)
