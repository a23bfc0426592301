"""Claims: from the report of an event to what came of it, and the card that tells a family beforehand."""
