"""The Web API methods, a module for each of Slack's families; each has a table `METHODS`, and `server` joins them.

A method takes the site and its arguments and gives back the answer without `ok`. What Slack refuses is raised: Refused.
`reaching` finds the channel, the message and the person a call means, or refuses it.
"""
