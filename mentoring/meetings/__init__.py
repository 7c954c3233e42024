"""A pair's meetings: how they are agreed, and what both are told of them."""
