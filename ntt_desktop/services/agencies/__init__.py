"""What goes to BPJS, Dukcapil and the social office, what they answer, and what is handed over by it."""
