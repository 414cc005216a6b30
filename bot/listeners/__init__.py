"""What people do, one file a kind of act: starting, answering, discussing, deciding, steering, home."""
