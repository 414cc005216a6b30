"""The messages of a thread, and those to one person."""
