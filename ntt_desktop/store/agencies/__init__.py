"""What agencies answered, and whose card is still to be handed over."""
