"""The Web API methods of the practice Slack, by family."""
