"""Forms about one person: editors, the quick form, the full form, family, and who the typed one may already be."""
