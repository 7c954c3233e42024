"""Every released schema, as the steps that lead to it."""
