"""The readers' pages: what is published is there, and nothing else ever is."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Verdict
from tests import desk


@pytest.fixture
def people(reviewer: User, second: User, editor: User) -> dict[str, User]:
    return {"author": reviewer, "second": second, "editor": editor}


@pytest.fixture
def published(people: dict[str, User]) -> Verdict:
    return desk.verdict_in("published", **people)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/corrections/",
        "/methodology/",
        "/about/",
        "/feeds/claims.atom",
        "/feeds/claimreview.json",
    ],
)
def test_every_page_opens(path: str, client: Client, published: Verdict) -> None:
    assert client.get(path).status_code == 200


def test_claim(client: Client, published: Verdict) -> None:
    for path in (f"/claims/{published.claim_id}/", f"/articles/{published.claim.article_id}/"):
        r = client.get(path)
        assert r.status_code == 200, r.content
    r = client.post(f"/claims/{published.claim_id}/report/", {"text": "no", "contact": ""})
    assert r.status_code == 302
    r = client.post(f"/claims/{published.claim_id}/report/", {"text": "", "contact": "h"})
    assert r.status_code == 400
