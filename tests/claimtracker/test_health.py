"""`/healthz` tells a probe what this instance can reach."""

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.mark.django_db
def test_an_instance_with_its_database_and_broker_is_healthy(
    client: Client, settings: Settings, broker: str
) -> None:
    settings.REDIS_URL = broker
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "broker": "ok"}


@pytest.mark.django_db
def test_an_instance_without_its_broker_says_so(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "unreachable"}
