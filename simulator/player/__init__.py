"""Plays a scenario's timeline against a network of its own, through its ports, and says what held."""
