"""Dialogs: one task, one window over the page, never a chain."""
