"""`/healthz` tells a probe what this instance can reach."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_an_instance_without_its_broker_says_so(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "unreachable"}
