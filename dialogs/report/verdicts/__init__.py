"""The judgements as a report has them, named as in dialogs/findings; each is None until its answers are there."""
