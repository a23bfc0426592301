"""People: who is one person, who may be, their lists, and where they stand."""
