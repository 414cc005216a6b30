"""The Slack side: listeners, screens, disk and clock around the conversation in `dialogs`.

A room imports rooms that stand below it, never above:

    cli > commands > app                        the command line, and the one place where the parts meet
    listeners | ready                           what people do, a file a kind of act; what is made at the start
    thread                                      what the bot does by itself: threads in line, files, reminders
    screens                                     what Slack shows, as a pure function of a scoping's findings
    report | logs                               the report's page and Markdown, its pictures
    telling | pictures | curves | slack | serving   verdicts in words; drawings and curves; Slack in and out; serving it
    words | store | settings | metrics | packaged | outlines | apart | memory
"""
