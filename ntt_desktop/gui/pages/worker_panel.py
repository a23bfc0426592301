"""One person at the right of the list: who, what is open, and what can be done."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from ntt_desktop.gui import shown, words
from ntt_desktop.gui.dialogs.end import end_person, reopen_person
from ntt_desktop.gui.dialogs.verify import verify_person
from ntt_desktop.gui.pages.worker_said import verdict_remarks
from ntt_desktop.gui.remarks import remark
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.widgets.badge import StateBadge
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Facts
from ntt_desktop.gui.widgets.fields import Remark, RemarkLine
from ntt_desktop.gui.widgets.layout import row
from ntt_desktop.gui.widgets.side_panel import SidePanel
from ntt_desktop.gui.widgets.text import label, line
from ntt_desktop.i18n import tr
from ntt_desktop.services.context import Context
from ntt_desktop.services.people import person_detail
from ntt_desktop.services.people.person_detail import PersonDetail
from ntt_desktop.services.sync import verdicts
from ntt_desktop.services.sync.verdicts import Verdict


def facts(ctx: Context, detail: PersonDetail) -> list[tuple[str, str]]:
    """What one wants to see first of a person; the opened person is not masked."""
    worker = detail.worker
    born = shown.day(worker["birth_date"])
    years = shown.age(worker["birth_date"], ctx.today)
    heir = detail.heirs[0] if detail.heirs else None
    contact = " · ".join(filter(None, (heir["name"], heir["relation"], heir["phone"]))) if heir else ""
    return [
        (tr("NIK"), shown.nik(worker["nik"])),
        (tr("KK number"), shown.nik(worker["no_kk"])),
        (tr("Date of birth"), tr("{date} ({age} years)", date=born, age=years) if born else ""),
        (tr("Sex"), words.sex_word(worker["sex"])),
        (tr("Village"), ctx.reference.regions.label(worker["village_code"] or "")),
        (tr("Address"), worker["address"] or ""),
        (tr("Occupation"), ctx.reference.occupations.label(worker["occupation"] or "")),
        (tr("Phone"), worker["phone"] or ""),
        (tr("Family contact"), contact),
    ]


def open_remarks(ctx: Context, detail: PersonDetail) -> list[Remark]:
    """What stands open on a person, weightiest first."""
    order = {"reject": 0, "evidence": 1, "note": 2}
    standing = sorted((f for f in detail.findings if not f.settled), key=lambda f: order[str(f.severity)])
    return [remark(finding, ctx.reference.regions.label) for finding in standing]


def fill_remarks(layout: QVBoxLayout, remarks: list[Remark]) -> None:
    """Remarks one below the other, or that there are none."""
    if not remarks:
        remarks = [Remark(tr("Nothing is open."), "good")]
    for said in remarks:
        layout.addWidget(RemarkLine(said))


def read_worker(ctx: Context, worker_id: str) -> tuple[PersonDetail, list[Verdict]]:
    """A person, and what the node above says of them."""
    return person_detail.get(ctx, worker_id), verdicts.of_worker(ctx, worker_id)


class WorkerPanel(SidePanel):
    """``show_worker(id)`` opens it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.worker_id = ""
        self._detail: PersonDetail | None = None
        self._verify = button(tr("Verify"), self._do_verify, kind="primary", icon="clipboard-check")
        self._edit = button(tr("Edit"), self._do_edit, icon="pencil", shortcut="F2")
        self._end = button(tr("Event"), self._do_end, icon="megaphone", tip=tr("Death, moved away, withdrew, …"))
        self._reopen = button(tr("Reopen"), self._do_reopen, icon="rotate-ccw")
        self.foot(self._verify, self._edit, None, self._end, self._reopen)

    def show_worker(self, worker_id: str) -> None:
        """Open on a person."""
        self.worker_id = worker_id
        self.refresh()

    def refresh(self) -> None:
        """Read the person anew."""
        if self.worker_id:
            self._session.tasks.read(
                read_worker,
                self.worker_id,
                owner=self,
                key="person",
                done=lambda found: self._show(*found),
                failed=lambda _error: self.close_panel(),
            )

    def _show(self, detail: PersonDetail, said: Sequence[Verdict] = ()) -> None:
        if detail.worker["state"] == "void":
            self.close_panel()
            return
        ctx = self._session.ctx
        self._detail = detail
        worker = detail.worker
        ended = worker["state"] == "ended"
        self.clear()
        self.set_title(worker["full_name"] or tr("Without a name"))
        self.body.addLayout(row(StateBadge(words.worker_badge(worker)), None))
        if ended:
            text = tr(
                "Ended on {date}: {reason}",
                date=shown.day(worker["ended_on"]),
                reason=words.end_reason(worker["end_reason"]),
            )
            self.body.addWidget(label(text, "muted", wrap=True))
        self.body.addWidget(Facts(facts(ctx, detail), name_width=108))
        self.body.addWidget(line())
        self.body.addWidget(label(tr("What is open"), "section"))
        fill_remarks(self.body, open_remarks(ctx, detail))
        if said:
            self.body.addWidget(label(tr("Verdict of the office above"), "section"))
            fill_remarks(self.body, verdict_remarks(ctx, said))
        for slot in detail.slots:
            months = tr("{count} months", count=shown.number(slot["months_in_force"]))
            self.body.addWidget(
                label(f"{slot['programme_code']} {slot['programme_name']} · {months}", "muted", wrap=True)
            )
        more = button(tr("Everything and history"), self._do_open, kind="quiet", icon="history")
        self.body.addLayout(row(more, None))
        self._verify.setVisible(not ended)
        self._edit.setVisible(not ended)
        self._end.setVisible(not ended)
        self._reopen.setVisible(ended)
        self.show()

    def _do_verify(self) -> None:
        if self._detail is not None:
            verify_person(self._session, self, self._detail)

    def _do_edit(self) -> None:
        self._session.open("register", worker=self.worker_id)

    def _do_end(self) -> None:
        if self._detail is not None:
            end_person(self._session, self, self._detail.worker)

    def _do_reopen(self) -> None:
        if self._detail is not None:
            reopen_person(self._session, self, self._detail.worker)

    def _do_open(self) -> None:
        self._session.open("worker", worker=self.worker_id)
