"""What happens to people: they die, move, find a wage job, withdraw; and taking a wrong end back."""
