"""What every test may use."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Throttles count in the cache: no test pays for another's requests."""
    cache.clear()
