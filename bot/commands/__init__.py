"""What `scopebot …` does, a file a command."""
