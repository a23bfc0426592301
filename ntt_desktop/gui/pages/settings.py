"""Pengaturan: appearance, this laptop, secrets, backup, about."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from ntt_desktop import __version__, i18n
from ntt_desktop.gui import preferences, shown
from ntt_desktop.gui.dialogs.letterhead import LetterheadDialog
from ntt_desktop.gui.dialogs.secrets import PackagePasswordDialog, PassphraseDialog
from ntt_desktop.gui.dialogs.written_files import WrittenFilesDialog
from ntt_desktop.gui.pages.settings_contacts import ContactsCard
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import fonts, theme, tokens
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.card import Card, Facts
from ntt_desktop.gui.widgets.choice import Choice
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.fields import FieldRow, text_field
from ntt_desktop.gui.widgets.layout import column, holder, row
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.gui.widgets.text import label
from ntt_desktop.i18n import tr
from ntt_desktop.services import care, device
from ntt_desktop.services.claims import family_card
from ntt_desktop.services.context import Context


def read_settings(ctx: Context) -> dict[str, Any]:
    """What the page shows of the store."""
    return {
        "backup": ctx.store.setting("last_backup"),
        "package_password": device.has_package_password(ctx),
        "contacts": family_card.contacts(ctx),
    }


class SettingsPage(Page):
    """Everything that is set on this laptop."""

    concerns = frozenset({"settings", "backup", "node"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Settings"))
        self.contacts = ContactsCard(session)
        self._cards = (
            holder(column(self._appearance(), self._secrets(), self.contacts, None, gap=tokens.S3)),
            holder(column(self._laptop(), self._care(), self._about(), None, gap=tokens.S3)),
        )
        self._grid = QGridLayout()
        self._grid.setSpacing(tokens.S3)
        self.body.addLayout(self._grid)
        self._place(two=True)

    def refresh(self) -> None:
        node = self.session.ctx.store.node
        self.header.set_subtitle(f"{node.name} · {self.session.ctx.reference.regions.label(node.region)}")
        self.session.tasks.read(read_settings, owner=self, key="settings", done=self._show)

    def _show(self, read: dict[str, Any]) -> None:
        self._backup_words.setText(
            tr("Last backup: {when}", when=shown.instant(read["backup"])) if read["backup"] else tr("No backup yet.")
        )
        self.contacts.show_contacts(read["contacts"])
        kept = tr("A package password is kept.") if read["package_password"] else tr("No package password yet.")
        self._password_words.setText(kept)

    # -- cards ------------------------------------------------------------------------------------------------

    def _appearance(self) -> Card:
        self.theme = Choice([("system", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark"))])
        self.theme.set_value(theme().mode)
        self.theme.picked.connect(lambda mode: self._prefer(theme_mode=str(mode)))
        self.language = Choice([("id", "Bahasa Indonesia"), ("en", "English")])
        self.language.set_value(i18n.language())
        self.language.picked.connect(lambda code: self._prefer(language=str(code)))
        self._restart = label(tr("The language changes at the next start."), "caption", wrap=True)
        return Card(tr("Appearance"), icon="palette").add(
            FieldRow(tr("Theme"), self.theme), FieldRow(tr("Language"), self.language), self._restart
        )

    def _laptop(self) -> Card:
        node = self.session.ctx.store.node
        roles = {"petugas": tr("Field officer"), "supervisor": tr("Supervisor")}
        self.device, self.officer = text_field(limit=60), text_field(limit=80)
        self.device.setText(node.name)
        self.officer.setText(node.officer)
        self._rename = button(tr("Save names"), self._save_names, icon="check")
        self._rename.setEnabled(False)
        for field in (self.device, self.officer):
            field.textEdited.connect(lambda _text: self._rename.setEnabled(True))
        fingerprint = label(node.fingerprint)
        fingerprint.setFont(fonts.mono(tokens.SECTION, strong=True))
        fingerprint.setAccessibleName(tr("Device code {code}", code=node.fingerprint))
        names = row(FieldRow(tr("Name of this laptop"), self.device), FieldRow(tr("Officer"), self.officer), gap=12)
        facts = Facts(
            [
                (tr("Role"), roles.get(node.role, node.role)),
                (tr("Region"), self.session.ctx.reference.regions.label(node.region)),
            ]
        )
        spoken = label(tr("Read it out when somebody asks whether a package is really yours."), "caption", wrap=True)
        code = column(label(tr("Device code"), "muted"), fingerprint, spoken, gap=2)
        return Card(tr("This laptop"), icon="laptop").add(names, row(self._rename, None), facts, code)

    def _secrets(self) -> Card:
        self._password_words = label("", "muted", wrap=True)
        change = button(tr("Change package password"), self._ask_package_password, icon="package")
        passphrase = button(tr("Change passphrase"), self._ask_passphrase, icon="key-round")
        lock = button(tr("Lock now"), self._lock, icon="lock", tip=tr("Locks itself after 10 minutes without a key."))
        return Card(tr("Secrets"), icon="shield-check").add(
            self._password_words, _left(change), _left(passphrase), _left(lock)
        )

    def _care(self) -> Card:
        self._backup_words = label("", "strong")
        make = button(tr("Make a backup"), self.ask_backup, kind="primary", icon="database-backup", shortcut="Ctrl+B")
        check = button(tr("Check the data"), self._check, icon="stethoscope")
        hint = tr("Keep backups on a USB stick, away from the laptop. They stay encrypted with your passphrase.")
        return Card(tr("Backup"), icon="database-backup").add(
            self._backup_words, label(hint, "muted", wrap=True), row(make, check, None)
        )

    def _papers(self) -> Card:
        head = button(tr("Set letterhead"), self.ask_letterhead, icon="stamp")
        files = button(tr("Files with people's data"), self.show_written, icon="file-spreadsheet")
        return Card(tr("Papers and files"), icon="printer").add(_left(head), _left(files))

    def _about(self) -> Card:
        facts = Facts(
            [
                (tr("Version"), __version__),
                (tr("Reference data"), self.session.ctx.reference.version),
                (tr("Data folder"), str(self.session.ctx.store.home)),
                (tr("Licence"), tr("Apache-2.0; icons Lucide (ISC), font Noto Sans (OFL), windows Qt (LGPL)")),
            ]
        )
        return Card(tr("About NTT Desktop"), icon="info").add(facts)

    # -- doing ------------------------------------------------------------------------------------------------

    def _prefer(self, *, theme_mode: str = "", language: str = "") -> None:
        home = self.session.ctx.store.home
        kept = preferences.load(home)
        chosen = preferences.Preferences(theme_mode or kept.theme, language or i18n.language())
        preferences.save(home, chosen)
        if theme_mode:
            theme().set_mode(theme_mode)
        if language and language != i18n.language():
            self.session.messages.toast(tr("The language changes at the next start."), tone="info")

    def _save_names(self) -> None:
        self._rename.setEnabled(False)
        self.session.tasks.write(
            device.rename,
            device=self.device.text(),
            officer=self.officer.text(),
            owner=self,
            done=lambda _none: self.session.messages.toast(tr("The names are saved.")),
        )

    def _ask_package_password(self) -> None:
        modal(PackagePasswordDialog(self.session, self.window()))

    def _ask_passphrase(self) -> None:
        modal(PassphraseDialog(self.session, self.window()))

    def ask_letterhead(self) -> None:
        """Letterhead, place and signer of this office."""
        modal(LetterheadDialog(self.session, self.window()))

    def show_written(self) -> None:
        """Which files with people's data were written here."""
        modal(WrittenFilesDialog(self.session, self.window()))

    def _lock(self) -> None:
        lock = getattr(self.window(), "on_lock", None)
        if lock is not None:
            lock()

    def ask_backup(self) -> None:
        """Ask where to, then write a backup."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = QFileDialog.getExistingDirectory(self, tr("Folder for the backup"), start)
        if folder:
            self.session.tasks.write(care.backup, Path(folder), owner=self, done=self._backed_up)

    def _backed_up(self, written: Path) -> None:
        self.show_banner(tr("The backup is written: {file}", file=written.name), str(written.parent), "good")

    def _check(self) -> None:
        self.session.tasks.read(care.check, owner=self, done=self._checked)

    def _checked(self, health: care.Health) -> None:
        if not health.problems:
            count = shown.number(health.records)
            self.show_banner(
                tr("The data is whole: {count} records agree with their history.", count=count), tone="good"
            )
            return
        told = "; ".join(tr(care.PROBLEMS[code], detail=detail) for code, detail in health.problems[:5])
        hint = tr("Make a backup now and tell those who look after the program.")
        self.show_banner(told, hint, "bad")

    def _place(self, *, two: bool) -> None:
        for at, card in enumerate(self._cards):
            self._grid.addWidget(card, 0 if two else at, at if two else 0)
            self._grid.setColumnStretch(at, 1 if two or at == 0 else 0)

    def _air(self, *, wide: bool) -> None:
        super()._air(wide=wide)
        if hasattr(self, "_cards"):
            self._place(two=wide)


def _left(widget: QWidget) -> QWidget:
    return holder(row(widget, None))
