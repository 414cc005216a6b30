"""Mini-projects in ordinary words, played through the conversation to see what it objects to: `scopebot counsel`."""
