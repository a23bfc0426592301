"""This laptop: its name, its officer, and its secrets."""

from ntt_desktop.domain.passphrase import require_strong
from ntt_desktop.domain.text import clean, has_value
from ntt_desktop.errors import UserError
from ntt_desktop.services.context import Context, Result
from ntt_desktop.store.care import keys

PASSWORD_SETTING = "sync_password"


def rename(ctx: Context, *, device: str, officer: str) -> Result[None]:
    """Change the names of the laptop and of who works on it; both travel with the node's record.

    Raises `UserError` ``value_missing`` with the field.
    """
    for field, value in (("device", device), ("officer", officer)):
        if not has_value(clean(value)):
            raise UserError("value_missing", field=field)
    with ctx.store.write(ctx.actor) as unit:
        unit.put("node", ctx.store.node.id, {"name": clean(device), "officer": clean(officer)})
    ctx.store.forget_identity()
    return Result(None, frozenset({"node"}))


def has_package_password(ctx: Context) -> bool:
    """Whether packages can be made: a password is kept."""
    return bool(ctx.store.setting(PASSWORD_SETTING))


def set_package_password(ctx: Context, password: str) -> Result[None]:
    """Keep another password for the packages sent from now on. Raises `UserError` ``value_missing``."""
    if not password:
        raise UserError("value_missing", field="package_password")
    with ctx.store.write(ctx.actor, "package password") as unit:
        unit.set_setting(PASSWORD_SETTING, password)
    return Result(None, frozenset({"settings"}))


def change_passphrase(ctx: Context, old: str, new: str) -> Result[None]:
    """Open the store by another passphrase from now on; the recovery key stays.

    Raises `UserError` ``wrong_passphrase`` and ``passphrase_weak``.
    """
    keys.unlock(ctx.store.home, old)
    require_strong(new)
    keys.set_passphrase(ctx.store.home, ctx.store.key, new)
    return Result(None, frozenset({"settings"}))
