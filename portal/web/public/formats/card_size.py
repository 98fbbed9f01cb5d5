"""Size of the drawn card, as those who show it expect it."""

WIDTH, HEIGHT = 1200, 630
