"""A Slack workspace on this machine to try and test the bot in: as strict as Slack, knowing nothing of the bot."""
