"""What the API takes and shows, a module a noun. No rule lives here: the models have them."""
