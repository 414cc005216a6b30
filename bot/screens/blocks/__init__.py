"""The block shapes every screen is made of."""
