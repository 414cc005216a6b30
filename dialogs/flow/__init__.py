"""How a scoping goes on: how each question stands, whose turn it is, which stage follows, who is rung."""
