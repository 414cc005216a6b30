"""The conversation: what is asked, what is ruled, and what follows. No Slack, no disk, no clock.

A room imports rooms that stand below it, never above, not even for a type:

    report | scoping        what a board reads; the acts, the only writer of a record
    flow                    how it goes on: how each question stands, whose turn it is, which stage follows
    findings | working_hours  what the answers come to, each judgement once; zones and working hours
    record                  what was said, by whom and when: facts only
    answers                 what people type, as values
    catalog | verdicts      what can be asked; numbers in, verdict out
    errors | parsed         what people are told when something can't be done; our YAML, as it was parsed
"""
