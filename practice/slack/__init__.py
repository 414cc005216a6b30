"""The stand-in for Slack: takes what Slack takes, refuses what Slack refuses by Slack's own names, and keeps a ledger.

Two sides come in, each by its own door, and share one `site`:

the app    server > web_api > methods; server > responding. What Slack would not take is refused: errors.Refused
people     control > people, pressing, office. What Slack's client would not offer is not done: errors.PracticeError

workspace, screens       what is: people, channels, messages and files; each person's modals and Home (keeping: on disk)
triggers, response_urls  what a payload lends the app for a while
wire                     what the app is told: payloads and events, over Socket Mode or HTTP
rules                    what Slack refuses, row by row
shapes, inputs, block_ids   Slack's JSON: of people and messages, of what a field holds, of ids Slack makes up
ledger, moods, door      every call, delivery and violation; bad days, which strike at the door
manifest                 the app as it is installed: scopes, events, commands, tabs
"""
