"""scopebot demo: the real bot, the practice Slack and its page in one process, on a clock that can be skipped ahead.

demo        opens the workspace, plays `halfway.yaml` in it the first time, and keeps it in a folder
attached    the bot over Socket Mode in the same process; clock: the one clock of both
"""
