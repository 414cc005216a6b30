"""The acts: the only writer of a record."""
