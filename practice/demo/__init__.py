"""The whole bot in a browser tab, with a scoping half-way."""
