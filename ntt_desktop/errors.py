"""Known errors. Everything else that is raised is a bug.

An error carries a code and parameters, never a sentence: ``ntt_desktop.wording`` turns it into one
sentence that says what happened and one that says what to do, in the language of the screen.
"""


class AppError(Exception):
    """A known error with a stable ``code`` and the ``params`` its sentence names."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        shown = ", ".join(f"{key}={value!r}" for key, value in params.items())
        super().__init__(f"{code}({shown})")


class UserError(AppError):
    """The user can mend it: a wrong value, a missing file, a rule that says no."""


class StoreError(AppError):
    """The disk, a lock or damage: ``disk_full``, ``read_only``, ``home_locked``, ``store_newer``, ..."""
