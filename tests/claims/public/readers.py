"""What readers get, and a published check corrected by the verbs that the desk uses."""

import json
import re
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from claims.models import Verdict
from tests import desk


def page_of(client: Client, verdict: Verdict, **headers: str) -> str:
    response = client.get(f"/claims/{verdict.claim_id}/", headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def markup_in(html: str) -> list[Any]:
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return [json.loads(block) for block in blocks]


def corrected(verdict: Verdict, people: dict[str, User], note: str = "Wrong year.") -> Verdict:
    draft = verdict.correct(by=people["editor"], kind="rating_changed", note=note)
    draft.edit(by=people["editor"], rating=desk.rating("false"), summary="It rose.")
    draft.submit(by=people["editor"])
    draft.approve(by=people["second"])
    draft.publish(by=people["editor"])
    return draft
