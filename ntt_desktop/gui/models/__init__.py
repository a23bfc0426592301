"""Table models with declared columns: rows held in memory, and rows read lazily in windows."""
