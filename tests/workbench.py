"""The workbench of a claim as a browser asks for it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from claims.models import Claim
from tests.desk import rating

JSON = {"accept": "application/json"}


def page(client: Client, claim: Claim) -> str:
    response = client.get(reverse("desk:claim", args=[claim.pk]))
    assert response.status_code == 200
    return response.content.decode()


def post(client: Client, name: str, *keys: Any, **fields: Any) -> Any:
    return client.post(reverse(f"desk:{name}", args=keys), fields, headers=JSON)


def write(client: Client, claim: Claim, **fields: Any) -> Any:
    given = {"question": "substance", "rating": rating().pk, "summary": "It fell by 3%."}
    return post(client, "write", claim.pk, **given | fields)
