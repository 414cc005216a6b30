"""Our words, with people's words in them."""
