"""What happened in a rehearsal, and the three ways it is told.

events, watch   what somebody did and what the bot showed, in order; what it newly shows is found by the watch
lines           Block Kit as lines of styled words and buttons
text, markdown, page   told in a terminal as it happens, as Markdown, as a picture (photograph puts that into a file)
words           as all of them put it
"""

from practice.rehearsal.transcript.events import Did, Event, Passed, Said, Shown, Transcript, shown
from practice.rehearsal.transcript.watch import Watch, key_of, questions_of, window

__all__ = [
    "Did",
    "Event",
    "Passed",
    "Said",
    "Shown",
    "Transcript",
    "Watch",
    "key_of",
    "questions_of",
    "shown",
    "window",
]
