"""The web pages we cite, and whether they still say so."""
