"""Registering and mending a person: quick form or full form, findings while typing, drafts, one-key *next*."""

from typing import Any

from ntt_desktop.domain.worker import WORKER_FIELDS
from ntt_desktop.errors import UserError
from ntt_desktop.gui.forms.checking import TypedCheck
from ntt_desktop.gui.forms.drafts import DraftKeeper
from ntt_desktop.gui.forms.full import FullForm
from ntt_desktop.gui.forms.pair import FormPair, Typed
from ntt_desktop.gui.forms.quick import QuickForm
from ntt_desktop.gui.forms.saving import mend, register
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.fields import Remark
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services.claims.claim_view import missing_for_claim
from ntt_desktop.services.people import person_detail, workers
from ntt_desktop.services.people.person_detail import PersonDetail
from ntt_desktop.services.people.workers import Saved
from ntt_desktop.wording.claims import lacking
from ntt_desktop.wording.errors import message

_NO_NIK = frozenset({"nik_missing", "nik_length", "nik_not_digits", "nik_scientific", "nik_date_impossible"})
"""Refused for a NIK that cannot be read: a new person may be kept as incomplete."""
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
        self.pair = FormPair(session.ctx)
        self.check = TypedCheck(session, self, self.pair, lambda: (self._typed(), self.worker_id), self._say_ready)
        self.similar = self.check.similar
        self._top.addWidget(self.check.alike)
        middle = row(self.pair, self.similar, gap=tokens.S4)
        middle.setStretch(0, 1)
        self.body.addLayout(middle, 1)
        self._make_foot()
        self.worker_id = ""
        self._before: PersonDetail | None = None
        self._saving = False
        self._about = ""
        self.drafts = DraftKeeper(session, self, self.snapshot)
        self.pair.edited.connect(self._edited)
        self.pair.left.connect(self.check.left)

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
    def form(self) -> QuickForm | FullForm:
        """The form in sight."""
        return self.pair.form

    @property
    def quick(self) -> QuickForm:
        """The quick form."""
        return self.pair.quick

    @property
    def full(self) -> FullForm:
        """The full form."""
        return self.pair.full

    def arrive(self, worker: str = "", **_given: Any) -> None:
        """Start on a new person, or on a known one."""
        if worker:
            self.session.tasks.read(person_detail.get, worker, owner=self, done=self._edit)
            return
        if self.worker_id or not self.drafts.dirty:
            self._start({})
            self.drafts.offer("register")

    def _start(self, values: dict[str, Any]) -> None:
        """The quick form for somebody new, with some values to start with."""
        self.worker_id, self._before = "", None
        self._fill(Typed(values), full=False)
        self.header.set_title(tr("Register a worker"))
        family = values.get("no_kk") or values.get("address")
        self._about = tr("Same family: {what}", what=family) if family else ""
        self.header.set_subtitle(self._about)
        self._next.show()
        self._family.show()
        self.drafts.start("register")
        self.form.focus("nik")

    def _edit(self, detail: PersonDetail) -> None:
        self.worker_id, self._before = detail.worker["id"], detail
        self._fill(Typed(detail.worker, detail.heirs, detail.children), full=True)
        self.header.set_title(tr("Edit {name}", name=detail.worker["full_name"] or ""))
        self._about = tr("Every change stands in the history with your name.")
        self.header.set_subtitle(self._about)
        self._next.hide()
        self._family.hide()
        self.drafts.start(f"edit-{self.worker_id}")
        self.drafts.offer(f"edit-{self.worker_id}")
        self.check.say_everything()
        self.form.focus("nik")
        self.check.now()

    def _fill(self, typed: Typed, *, full: bool) -> None:
        self.check.begin()
        self.banner.hide()
        self.pair.fill(typed, full=full)
        self._name_switch()

    def _name_switch(self) -> None:
        self._switch.setText(tr("Quick form") if self.pair.is_full else tr("Full form"))

    def switch(self) -> None:
        """Change between quick and full form; what is typed goes along."""
        self.pair.switch()
        self._name_switch()
        self.check.now()

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
        typed = self.pair.collect()
        body = {"values": {key: typed.values.get(key) for key in WORKER_FIELDS}, "full": self.pair.is_full}
        return {**body, "heirs": typed.heirs, "children": typed.children}

    def take_up(self, body: dict[str, Any]) -> None:
        """Show a draft again."""
        typed = Typed(dict(body["values"]), list(body.get("heirs", ())), list(body.get("children", ())))
        self._fill(typed, full=bool(body.get("full") or typed.children or typed.heirs[1:]))
        self.drafts.dirty = True
        self.check.now()
        self.form.focus("full_name")

    # -- while typing -----------------------------------------------------------------------------------------

    def _edited(self) -> None:
        if self.isVisible():
            self.drafts.typed()
            self.check.soon()

    def _typed(self) -> dict[str, Any]:
        known = {key: self._before.worker[key] for key in WORKER_FIELDS} if self._before else {}
        typed = self.pair.collect().values
        return {**known, **{key: value for key, value in typed.items() if key in WORKER_FIELDS}}

    def _say_ready(self) -> None:
        """What a claim would lack if something happened today: asked for while the person sits here."""
        typed = self.pair.collect()
        missing = missing_for_claim({**self._typed(), **typed.values}, typed.heirs)
        said = lacking(missing) or tr("Ready for a claim")
        self.header.set_subtitle(" · ".join(filter(None, (said, self._about))))

    def _air(self, *, wide: bool) -> None:
        super()._air(wide=wide)
        if hasattr(self, "_save"):
            self._hint.setVisible(wide)
            self._cancel.set_compact(not wide)
            self._family.set_compact(not wide)
            self.check.show_alike()

    # -- saving -----------------------------------------------------------------------------------------------

    def save(self, then: str, *, incomplete: bool = False) -> None:
        """Store what is typed; ``then`` is "" (back to the list), ``next`` or ``family``."""
        if self._saving:
            return
        self._set_saving(True)
        typed = self.pair.collect()
        values = {key: value for key, value in typed.values.items() if key in WORKER_FIELDS}
        ktp_seen = self.form.ktp_seen.isChecked()
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
                typed.heirs,
                typed.children,
                family_before=family,
                **common,
            )
        else:
            self.session.tasks.write(register, values, typed.heirs, typed.children, incomplete=incomplete, **common)

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
        if then:
            self._start({key: values[key] for key in (FAMILY if then == "family" else KEPT) if values.get(key)})
        else:
            self._start({})
            session.open("workers", worker=saved.id)

    def _refused(self, error: BaseException, then: str) -> None:
        self._set_saving(False)
        self.check.say_everything()
        self.check.now()
        if not isinstance(error, UserError):
            self.session.messages.error(error, self)
            return
        text, hint = message(error)
        field = str(error.params.get("field") or "")
        action = None
        if error.code in _NO_NIK and self._before is None:
            action = (tr("Save as incomplete"), lambda: self.save(then, incomplete=True))
        elif error.code in _NO_NIK:
            hint = tr("Read the 16 digits on the KTP again.")
        self.show_banner(text, hint, "bad", action)
        if field in self.form.rows:
            self.form.rows[field].set_remarks((Remark(text, "bad", hint),))
            self.form.reveal(field)
