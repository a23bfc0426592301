"""Speed and memory, measured: ``make bench`` prints a table. Each bench runs in a process of its own."""
