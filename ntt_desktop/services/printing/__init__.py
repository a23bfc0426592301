"""Papers and files that leave the program: their letterhead, writing them, and the log of them."""
