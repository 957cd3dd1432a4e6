"""A mobile carrier network on one's own machine. Read `journey.py` first: it is the road that every text takes."""
