"""Scoping in, blocks out. Pure: what Slack shows is a function of the record."""
