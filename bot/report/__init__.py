"""The report in its views: the page, Markdown, pictures."""
