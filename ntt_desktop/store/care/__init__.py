"""The store itself: its keys, who it is, backups, its health, drafts, and what was written from it."""
