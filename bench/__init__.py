"""Measures what one answer costs, as a ratio against bare Bolt in the same run."""
