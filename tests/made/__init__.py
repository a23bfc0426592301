"""Lists as villages hand them in, made up, with the answer that intake has to give."""
