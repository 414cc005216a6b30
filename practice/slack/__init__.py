"""A stand-in for Slack that refuses what Slack refuses."""
