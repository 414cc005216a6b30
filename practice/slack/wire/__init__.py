"""How the app hears of things: what is said (payloads, events), when and how often (deliveries), and over what.

payloads     commands, clicks, submissions and shortcuts, with the fields Slack sends
events       the Events API: what happened in the workspace, where the app is subscribed and allowed
deliveries   acknowledgements and retries; parcels are carried by sockets (Socket Mode) or http_deliveries
"""
