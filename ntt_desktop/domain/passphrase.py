"""How strong a passphrase must be (estimated as in Wheeler, "zxcvbn", USENIX Security 2016, by length and variety)."""

from ntt_desktop.errors import UserError

SHORTEST = 8
"""Characters. NIST SP 800-63B asks for eight and for no rules of composition."""


def strength(passphrase: str) -> int:
    """0 (too weak) to 4 (strong), for the meter beside the field; 1 or more is accepted."""
    distinct = len(set(passphrase))
    if len(passphrase) < SHORTEST or distinct < 4:
        return 0
    kinds = sum(
        any(test(character) for character in passphrase)
        for test in (str.islower, str.isupper, str.isdigit, lambda character: not character.isalnum())
    )
    points = len(passphrase) + 2 * (kinds - 1) + min(distinct, 12) // 3
    return 1 + sum(points >= limit for limit in (14, 18, 24))


def require_strong(passphrase: str) -> None:
    """Raise `UserError` ``passphrase_weak`` when it is too weak to protect a store."""
    if strength(passphrase) == 0:
        raise UserError("passphrase_weak", shortest=SHORTEST)
