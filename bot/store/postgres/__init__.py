"""The store for more than one machine: what a folder holds, kept in PostgreSQL by any number of processes.

address       where it is, and how it is named without its password
answers       what its refusals mean, as sentences
connections   the pool, with a limit of time on everything, and what became of a save whose answer was lost
migrating     the tables, made and changed by numbered files
lines         the audit
store         the Store
whole         all that is kept, read and put back as a whole: backup, restore, move
forgetting    a person taken out of all of it
"""
