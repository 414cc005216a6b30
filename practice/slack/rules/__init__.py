"""What Slack refuses, as rules."""
