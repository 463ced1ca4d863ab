"""Logging in leads to the desk."""

import pytest
from django.test import Client

from tests.people import person


@pytest.mark.django_db
def test_whoever_logs_in_without_a_page_in_mind_comes_to_the_desk(client: Client) -> None:
    person("reviewer", "Reviewers")
    answer = client.post("/admin/login/", {"username": "reviewer", "password": "secret"})
    assert answer["Location"] == "/admin/"
