"""What people do, one file a kind of act: each is a table of presses and submissions, and what each does."""
