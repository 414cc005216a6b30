"""The practice Slack is held to what Slack documents, since everything else is tested against it."""
