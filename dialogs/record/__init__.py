"""What was said: facts only."""
