"""Slack as it comes and goes: calls, payloads, handles, people."""
