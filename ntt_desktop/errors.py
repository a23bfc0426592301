"""Known errors. Everything else that is raised is a bug.

An error carries a code and parameters, never a sentence: ``ntt_desktop.wording`` turns it into one
sentence that says what happened and one that says what to do, in the language of the screen.
"""

import errno


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


_DISK = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EIO: "disk_error",
    errno.ENOTDIR: "cannot_write",
    errno.EISDIR: "cannot_write",
    errno.EEXIST: "cannot_write",
    errno.ENAMETOOLONG: "cannot_write",
}


def disk_error(error: BaseException, path: object = None) -> StoreError | None:
    """What the operating system says about a disk or a folder, as a known error; None where it may be a bug.

    ``path`` is what was to be written, unless the error names it.
    """
    if not isinstance(error, OSError) or error.errno not in _DISK:
        return None
    return StoreError(_DISK[error.errno], path=str(path or error.filename or ""))
