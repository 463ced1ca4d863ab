"""Who sits at the desk, the claim in hand, and what is published."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Claim, Verdict
from tests.desk import new_claim, verdict_in


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"author": reviewer, "second": second, "editor": editor}


@pytest.fixture
def published(people: dict[str, User]) -> Verdict:
    return verdict_in("published", **people)


@pytest.fixture
def desk(client: Client, reviewer: User) -> Client:
    client.force_login(reviewer)
    return client


@pytest.fixture
def mine(reviewer: User) -> Claim:
    """A claim that the reviewer has taken and confirmed."""
    claim = new_claim()
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    claim.confirm(by=reviewer)
    return claim
