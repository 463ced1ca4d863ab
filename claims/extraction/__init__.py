"""Who said what, exactly where: an article's text becomes claims. Pure: no Django, no network."""
