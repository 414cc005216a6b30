"""The judgements: numbers in, verdict out, each with the rule it applies and the source of that rule."""
