"""Words people read: messages, the report, and one-line sentences. Nothing here runs."""
