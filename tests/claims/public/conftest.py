"""The desk behind the readers' pages: who writes, who reads second, who publishes."""

import pytest
from django.contrib.auth.models import User

from claims.models import Verdict
from tests import desk


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"author": reviewer, "second": second, "editor": editor}


@pytest.fixture
def published(people: dict[str, User]) -> Verdict:
    return desk.verdict_in("published", **people)
