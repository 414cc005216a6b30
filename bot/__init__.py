"""The Slack side: listeners, screens, disk and clock around the conversation in `dialogs`."""
