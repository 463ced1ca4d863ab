"""Over the API: the texts of a source with what changed, the alerts, and their answers."""

import pytest
from django.contrib.auth.models import User

from claims import recheck
from claims.models import Verdict
from sources.models import Alert, Snapshot, Source
from sources.models.snapshot import PageText
from tests import desk
from tests.api import Api, problem

OLD = "The council met on Monday.\nCrime fell by 3% in 2015.\nAdmission is free."
NEW = "The council met on Monday.\nCrime fell by 5% in 2015.\nAdmission is free."


@pytest.fixture
def source(db: None) -> Source:
    source = Source.objects.for_url("https://example.org/statistics")
    for text in (OLD, NEW):
        page_text = PageText.of(text)
        page_text.save()
        Snapshot.objects.create(source=source, page_text=page_text, title="Figures")
    return source


@pytest.fixture
def published(reviewer: User, second: User, editor: User) -> Verdict:
    return desk.verdict_in("published", author=reviewer, second=second, editor=editor)


def test_the_texts_of_a_source_are_listed_newest_first(
    api: Api, reviewer: User, source: Source
) -> None:
    rows = api.of(reviewer).get(f"sources/{source.pk}/snapshots/").json()["results"]
    assert [row["content_hash"] for row in rows] == [PageText.of(NEW).hash, PageText.of(OLD).hash]
    assert "text" not in rows[0]


def test_a_text_comes_with_what_changed_since_the_one_before(
    api: Api, reviewer: User, source: Source
) -> None:
    newest, first = source.snapshots.all()
    answer = api.of(reviewer).get(f"snapshots/{newest.pk}/").json()
    assert answer["text"] == NEW
    removed = "".join(c["text"] for c in answer["changes"] if c["kind"] == "removed")
    added = "".join(c["text"] for c in answer["changes"] if c["kind"] == "added")
    assert "3%" in removed and "5%" in added
    assert "council" not in removed + added
    assert api.of(reviewer).get(f"snapshots/{first.pk}/").json()["changes"] == []


@pytest.mark.parametrize("path", ["sources/{}/snapshots/", "alerts/"])
def test_what_machines_remember_is_for_the_desk(
    path: str, api: Api, outsider: User, source: Source
) -> None:
    problem(api.get(path.format(source.pk)), 401)
    problem(api.of(outsider).get(path.format(source.pk)), 403)


def test_an_alert_is_listed_and_answered_once(api: Api, reviewer: User, published: Verdict) -> None:
    evidence = published.claim.evidence.get()
    assert evidence.source
    alert = Alert.objects.create(source=evidence.source, kind="dead")
    caller = api.of(reviewer)
    rows = caller.get(f"alerts/?kind=dead&source={evidence.source_id}").json()["results"]
    assert [row["id"] for row in rows] == [alert.pk]
    assert caller.get("alerts/?kind=moved").json()["results"] == []
    answer = {"alert": alert.pk, "how": "still_holds", "note": "The archive has it."}
    first = caller.post(f"evidence/{evidence.pk}/resolve/", answer)
    assert first.status_code == 201
    assert first.json()["by"] == "reviewer"
    assert recheck.queue() == []
    problem(caller.post(f"evidence/{evidence.pk}/resolve/", answer), 409)


def test_a_bad_answer_names_the_field(api: Api, reviewer: User, published: Verdict) -> None:
    evidence = published.claim.evidence.get()
    other = Source.objects.for_url("https://example.org/other")
    alert = Alert.objects.create(source=other, kind="dead")
    caller = api.of(reviewer)
    path = f"evidence/{evidence.pk}/resolve/"
    assert "how" in problem(caller.post(path, {"alert": alert.pk, "how": "x"}), 400)["errors"]
    wrong = caller.post(path, {"alert": alert.pk, "how": "replaced"})
    assert "alert" in problem(wrong, 400)["errors"]
