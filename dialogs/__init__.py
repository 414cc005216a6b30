"""The conversation: what is asked, what is ruled, and what follows. No Slack, no disk, no clock."""
