"""The practice workspace in a browser: people press and type on the page, and look at what it shows."""
