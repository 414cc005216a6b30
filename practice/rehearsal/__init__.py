"""Whole cases played through the real bot, and written down."""
