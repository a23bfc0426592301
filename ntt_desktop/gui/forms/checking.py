"""Checking what is typed, a moment after each key: findings at their fields, the NIK in words, and who is alike."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer

from ntt_desktop.errors import UserError
from ntt_desktop.gui.forms.judging import elsewhere_remark, nik_sentence, to_say
from ntt_desktop.gui.forms.pair import FormPair
from ntt_desktop.gui.forms.similar import SimilarPanel, why_alike
from ntt_desktop.gui.remarks import by_field
from ntt_desktop.gui.session import Session
from ntt_desktop.gui.theme import tokens
from ntt_desktop.gui.widgets.banner import Banner
from ntt_desktop.gui.widgets.page import Page
from ntt_desktop.i18n import tr
from ntt_desktop.services.people import workers
from ntt_desktop.services.people.workers import FormCheck

_PAUSE_MS = 180


class TypedCheck:
    """Checks ``typed()`` (the values, and the id of who is mended or "") and calls ``on_judged()`` afterwards.

    ``similar`` holds the cards of people who are alike; ``alike`` is one line of it for a page without room for them.
    """

    def __init__(
        self,
        session: Session,
        page: Page,
        pair: FormPair,
        typed: Callable[[], tuple[dict[str, Any], str]],
        on_judged: Callable[[], object],
    ) -> None:
        self._session, self._page, self._pair, self._typed, self._on_judged = session, page, pair, typed, on_judged
        self.similar = SimilarPanel(session, lambda found: session.open("worker", worker=found))
        self.alike = Banner(closable=False)
        self._touched: set[str] = set()
        self._everything = False
        self._pause = QTimer(page, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.now)

    def begin(self) -> None:
        """Somebody else is typed: nothing was touched, nobody is alike."""
        self._touched, self._everything = set(), False
        self.similar.show_people({}, ())
        self.alike.hide()

    def say_everything(self) -> None:
        """From now on say also what is missing in fields that nobody was in."""
        self._everything = True

    def soon(self) -> None:
        """Check after a pause."""
        self._pause.start()

    def left(self, key: str) -> None:
        """A field was left: what is wrong with it may be said."""
        if self._pair.form.values().get(key):
            self._touched.add(key)
            self.soon()

    def now(self) -> None:
        """Check at once."""
        values, worker = self._typed()
        self._session.tasks.read(
            workers.check,
            values,
            worker_id=worker,
            owner=self._page,
            key="check",
            done=self._judge,
            failed=lambda error: isinstance(error, UserError) or None,
        )

    def _judge(self, found: FormCheck) -> None:
        ctx, form = self._session.ctx, self._pair.form
        said = to_say(found, form.values(), touched=self._touched, everything=self._everything)
        remarks = by_field(said, ctx.reference.regions.label)
        if elsewhere := elsewhere_remark(found):
            remarks["nik"] = [*remarks.get("nik", ()), elsewhere]
        form.say(remarks)
        self._pair.set_said(nik_sentence(ctx, found))
        self.similar.show_people(found.checked.values, found.similar)
        self._on_judged()
        self.show_alike()

    def show_alike(self) -> None:
        """Cards at the right; one line above the form where there is no room for them."""
        wide, people = self._page.window().width() >= tokens.NARROW, self.similar.shown
        self.similar.setVisible(wide and bool(people))
        if wide or not people:
            self.alike.hide()
            return
        first = people[0]
        said = f"{why_alike(first)}: {first.row['full_name'] or ''}"
        place = self._session.ctx.reference.regions.label(first.row["village_code"] or "")
        tone = "bad" if first.why == "same_nik" else "warn"
        self.alike.say(said, place, tone, (tr("Open"), lambda: self._session.open("worker", worker=first.id)))
