"""The files of a scoping's thread: pictures while it runs, the report's once it has ended. Each is there once.

wanted            which should be there
sharing           a task a scoping, beside the messages: whose files are on their way, and what was in vain
pictures          shared as their forms are settled, and taken back where they are not true any more
reports           shared once, below all messages
uploads           what Slack has of a file, and the three steps of an upload
no_files          what a thread is told that gets none, and that it goes once it has them
"""
