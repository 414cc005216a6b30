"""Measures what one answer costs, as a ratio against bare Bolt in the same run."""

from datetime import UTC, datetime

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""The moment at which all that is played happens."""
