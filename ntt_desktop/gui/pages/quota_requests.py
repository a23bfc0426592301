"""What the office above asks of this one, and letters: slots asked back, allotments typed and confirmed."""

from dataclasses import dataclass

from ntt_desktop.gui.dialogs.letter import LetterDialog, letter_words
from ntt_desktop.gui.dialogs.recall import asked_back
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.shown import number
from ntt_desktop.gui.widgets.buttons import button
from ntt_desktop.gui.widgets.dialog import modal
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.i18n import tr
from ntt_desktop.services.capacity import letters, recalls
from ntt_desktop.services.capacity.letters import Letter
from ntt_desktop.services.capacity.recalls import Recall
from ntt_desktop.services.context import Context, Result


@dataclass(frozen=True, slots=True)
class Requests:
    """Open requests to this node, and its letters."""

    recalls: list[Recall]
    letters: list[Letter]


def read(ctx: Context) -> Requests:
    """Both, for this node."""
    own = ctx.store.node.id
    return Requests(
        [one for one in recalls.recalls(ctx) if one.block.holder == own],
        [one for one in letters.letters(ctx) if one.holder == own],
    )


def answer_all(ctx: Context, ids: list[str]) -> Result[int]:
    """Give back what is free for these requests; returns the seat-months."""
    given = sum(recalls.answer(ctx, one).value for one in ids)
    return Result(given, frozenset(("release", "recall")))


class QuotaRequests:
    """Keeps the page's banner and its letter button; ``page`` shows one programme at a time."""

    def __init__(self, page: Page, session: Session) -> None:
        self.page, self.session = page, session
        self.found = Requests([], [])
        self._programme = "", ""
        self._decide = (tr("Decide"), lambda: session.open("decisions", tab="slots"))
        self.letter = button(tr("Slots from a letter"), self.type_letter, icon="clipboard")

    def refresh(self) -> None:
        """Read again what is asked."""
        self.session.tasks.read(read, owner=self.page, key="requests", done=self._keep)

    def _keep(self, found: Requests) -> None:
        self.found = found
        self.show(*self._programme)

    def show(self, programme: str, code: str) -> None:
        """Say what is asked of this programme (its id and code), else what its letter came to."""
        self._programme = programme, code
        asked = [one for one in self.found.recalls if one.programme.id == programme]
        if asked:
            said, reasons = asked_back(asked)
            hint = reasons or tr("They stay here until you give them back.")
            self.page.banner.say(said, hint, "warn", (tr("Give back what is free"), lambda: self._answer(asked)))
            return
        for letter in reversed(self.found.letters):
            if programme in (letter.programme.id, letter.programme.joined_into):
                said, difference, tone = letter_words(letter)
                if difference:
                    self.page.banner.say(said, difference, tone, self._decide if letter.contested else None)
                    return
            elif code and not letter.is_confirmed and letter.programme.code.upper() == code.upper():
                said, _, _ = letter_words(letter)
                hint = tr(
                    "It has the same code and is not joined yet: send a package, and do not give its slots twice."
                )
                send = (tr("To Send & Receive"), lambda: self.session.open("sync"))
                self.page.banner.say(said, hint, "warn", send)
                return
        self.page.banner.hide()

    def _answer(self, asked: list[Recall]) -> None:
        self.session.tasks.write(answer_all, [one.id for one in asked], owner=self.page, done=self._answered)

    def _answered(self, given: int) -> None:
        self.session.messages.toast(tr("{count} person-months are given back.", count=number(given)))

    def type_letter(self) -> None:
        """Ask for a letter."""
        modal(LetterDialog(self.session, self.page, self._typed))

    def _typed(self, programme: object) -> None:
        self.session.messages.toast(tr("{code} is recorded from the letter.", code=getattr(programme, "code", "")))
