"""How Slack delivers: sockets, requests, events, payloads."""
