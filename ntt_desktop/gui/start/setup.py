"""Setting up: role and region, device and officer, secrets, and the recovery key typed back once."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ntt_desktop.gui.start.frame import StartWindow, Unlocked
from ntt_desktop.gui.start.restore import RestoreDialog
from ntt_desktop.gui.start.steps import PeopleStep, RecoveryStep, RoleStep, SecretsStep, Step
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.stepper import Stepper
from ntt_desktop.i18n import tr

if TYPE_CHECKING:
    from ntt_desktop.bootstrap import Created
    from ntt_desktop.formats.reference import Reference


def _load_reference() -> "Reference":
    from ntt_desktop.formats import reference

    return reference.load()


def _create(home: Path, answers: dict[str, str]) -> "Created":
    from ntt_desktop import bootstrap

    return bootstrap.create_store(
        home,
        role=answers["role"],
        region=answers["region"],
        device=answers["device"],
        officer=answers["officer"],
        passphrase=answers["passphrase"],
        sync_password=answers["sync_password"],
    )


class SetupWindow(StartWindow):
    """Four steps; the store is made after the third, and the fourth shows its recovery key."""

    def __init__(self, home: Path, unlocked: Unlocked) -> None:
        super().__init__(home, unlocked, width=620)
        self._created: Any = None
        self._stepper = Stepper((tr("Role and region"), tr("Officer"), tr("Secrets"), tr("Recovery key")))
        self.role, self.people, self.secrets, self.recovery = RoleStep(), PeopleStep(), SecretsStep(), RecoveryStep()
        self._steps: tuple[Step, ...] = (self.role, self.people, self.secrets, self.recovery)
        self.at = 0
        """The step in sight, from 0."""
        self._busy = False
        self.card.addWidget(self._stepper)
        self.card.addSpacing(tokens.S1)
        for step in self._steps:
            self.card.addWidget(step)
            step.entered.connect(self.next)
        self.back_button = button(tr("Back"), self.back, icon="arrow-left")
        self.next_button = button(tr("Continue"), self.next, kind="primary", shortcut="Ctrl+Return")
        self._restore = button(tr("Restore from a backup"), self._ask_backup, kind="quiet", icon="database-backup")
        self.foot(self._restore, None, self.back_button, self.next_button)
        self._show(0)
        self.tasks.run(_load_reference, owner=self, done=self.role.set_reference, failed=self.refuse)

    def back(self) -> None:
        """One step back; the third is the last from which one can."""
        if 0 < self.at < 3 and not self._busy:
            self._show(self.at - 1)

    def next(self) -> None:
        """Check this step and go on."""
        if self._busy:
            return
        self.banner.hide()
        if not self._steps[self.at].check():
            return
        if self.at == 3:
            self.unlocked(self._created.context)
            self.tasks.close()
        elif self.at == 2:
            self._make()
        else:
            self._show(self.at + 1)

    def _show(self, at: int) -> None:
        self.at = at
        for number, step in enumerate(self._steps):
            step.setVisible(number == at)
        self._stepper.set_step(at)
        self.back_button.setVisible(at in (1, 2))
        self._restore.setVisible(at == 0)
        self.next_button.setText(
            {2: tr("Set this laptop up"), 3: tr("Start working")}.get(at, tr("Continue")),
        )
        self._steps[at].first().setFocus()

    def _make(self) -> None:
        answers = {**self.role.answers(), **self.people.answers(), **self.secrets.answers()}
        self._set_busy(True)
        self.next_button.setText(tr("Setting up"))
        self.tasks.run(_create, self.home, answers, owner=self, done=self._made, failed=self._failed)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.next_button.setEnabled(not busy)
        self.back_button.setEnabled(not busy)

    def _made(self, created: "Created") -> None:
        self._created = created
        self._set_busy(False)
        self.secrets.forget()
        self.recovery.set_key(created.recovery_key)
        self._show(3)

    def _failed(self, error: BaseException) -> None:
        self._set_busy(False)
        self.next_button.setText(tr("Set this laptop up"))
        self.refuse(error)

    def _ask_backup(self) -> None:
        modal(RestoreDialog(self, self.home, self.unlocked))
