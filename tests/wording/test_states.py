"""Every state of a person and of a seat-month has a word, and a person's a look of its own."""

from ntt_desktop import i18n
from ntt_desktop.domain.months import Shown
from ntt_desktop.domain.worker import State
from ntt_desktop.wording import ledger, states


def test_every_state_has_an_indonesian_word() -> None:
    assert set(states.STATES) == {str(state) for state in State}
    english = {state: states.state(state) for state in State}
    i18n.set_language("id")
    assert all(states.state(state) != english[state] for state in State)
    assert len({states.state(state) for state in State}) == len(State)


def test_every_month_of_the_ledger_has_a_word_and_a_letter_of_its_own() -> None:
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        assert len({ledger.name(code) for code in Shown}) == len({ledger.letter(code) for code in Shown}) == len(Shown)
