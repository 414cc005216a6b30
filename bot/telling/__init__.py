"""Every verdict and value in words, for thread, page and Markdown: words, no blocks."""
