"""Plays a case, a whole scoping written down as YAML, through the real bot in a process of its own.

case, vocabulary, names   a case as it is read: its people; what an act may say; the names it may use
rehearse, processes    plays it from beginning to end; the bot and the stand-in (slack: with more colleagues) it starts
scene, acts, windows   one case under way: where things are, what each act presses and types
transcript, costs      what happened, as text, Markdown or a picture; what each answer cost the bot
effort, floor          what it cost the people; the least that its forms and acceptances set
"""
