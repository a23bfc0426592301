"""Options that several commands share, told in the same words."""

import argparse

from ntt_desktop.i18n import tr


def programme_option(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Which programme; "" where it need not be said."""
    _text_option(command, "--programme", "C", tr("code or id of the programme"), required=required)


def reason_option(command: argparse.ArgumentParser, *, required: bool = True) -> None:
    """Why something is done; "" where it need not be said."""
    _text_option(command, "--reason", "REASON", tr("why, kept in the history"), required=required)


def overwrite_option(command: argparse.ArgumentParser) -> None:
    """Whether a file may be replaced."""
    command.add_argument("--overwrite", action="store_true", help=tr("replace a file that is there"))


def paper_options(command: argparse.ArgumentParser) -> None:
    """What every command that writes papers is told."""
    command.add_argument("--paper", choices=("A4", "F4"), help=tr("size of the paper; else the office's"))
    overwrite_option(command)


def _text_option(command: argparse.ArgumentParser, name: str, shown: str, about: str, *, required: bool) -> None:
    command.add_argument(name, required=required, default=None if required else "", metavar=shown, help=about)
