"""Packages and return files: workbooks whose truth is a signed payload (design section 5, docs/sync-format.md)."""
