"""What `scripts/check` and `scripts/soak` hold the program to. Lower the counts as it gets cheaper."""

# Instructions for one unsigned create by load, see instructions.py: what was counted last, and 3 % for the
# compiler's and the libraries' versions.
INSTRUCTIONS = {"rest": 26_000, "trade": 31_900}

# The goal for an order that rests.
INSTRUCTIONS_GOAL = 20_000

# A long run at a steady book: resident megabytes for a million orders, and last p99 by first p99.
SOAK_MEGABYTES = 1.0
SOAK_P99_RATIO = 1.2
