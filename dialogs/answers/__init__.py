"""What people type, as values: the primitives underneath, a parser a kind of field on top."""
