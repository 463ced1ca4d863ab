"""Who writes a claim and its verdict holds the claim first: nobody waits in a circle."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from claims.models import Claim, Verdict
from tests import desk
from tests.api import Api

# The verb, the state in which it is used, by whom, with what.
VERBS: list[tuple[str, str, str, dict[str, str]]] = [
    ("submit", "draft", "reviewer", {}),
    ("discard", "draft", "reviewer", {}),
    ("approve", "submitted", "second", {}),
    ("request_changes", "submitted", "second", {"note": "Which year?"}),
    ("publish", "approved", "editor", {}),
    ("correct", "published", "editor", {"kind": "update", "note": "New figures."}),
    ("withdraw", "published", "editor", {"note": "The table was wrong."}),
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("over_the_api", [True, False])
@pytest.mark.parametrize(("verb", "state", "name", "given"), VERBS)
def test_a_verb_waits_for_whoever_holds_the_claim_and_holds_nothing_meanwhile(
    verb: str,
    state: str,
    name: str,
    given: dict[str, str],
    over_the_api: bool,
    api: Api,
    reviewer: User,
    second: User,
    editor: User,
) -> None:
    people = {"reviewer": reviewer, "second": second, "editor": editor}
    verdict = desk.verdict_in(state, author=reviewer, second=second, editor=editor)
    caller = api.of(people[name])

    def use() -> Any:
        try:
            if over_the_api:
                answer = caller.post(f"verdicts/{verdict.pk}/{verb}/", given)
                assert answer.status_code in (200, 201, 204), answer.content
            else:
                mine = Verdict.objects.get(pk=verdict.pk)
                getattr(mine, verb)(by=people[name], **given)
        finally:
            connection.close()

    if connection.vendor != "postgresql":
        use()  # SQLite lets one writer in at a time: there is no circle to wait in
        return
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            # As `assign` does: first the claim, then the verdict that goes with it.
            Claim.objects.select_for_update().get(pk=verdict.claim_id)
            used = pool.submit(use)
            wait_until_somebody_waits(used)
            Verdict.objects.select_for_update(nowait=True).get(pk=verdict.pk)
        used.result(timeout=60)


def wait_until_somebody_waits(used: Future[Any]) -> None:
    with connection.cursor() as cursor:
        for _ in range(600):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            assert not used.done(), used.result()
            time.sleep(0.1)
    raise AssertionError("nobody waits")
