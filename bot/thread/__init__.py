"""What the bot does on its own: brings threads in line, posts, shares files, reminds."""
