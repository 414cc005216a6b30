"""A Slack workspace on this machine, to try and test the bot in: as strict as Slack, and knowing nothing of the bot.

slack       the stand-in itself: workspace, Web API, deliveries and Slack's rules; `python -m practice` runs it alone
client      people at work in it, from anywhere (`slack.person("Ana").command("/scope")`); seen, reading: what they see
page        the same workspace as a page in a browser
rehearsal   plays whole cases through the real bot, and tells them (`scopebot rehearse`)
demo        bot, stand-in and page in one process (`scopebot demo`)
"""
