"""What goes wrong behind a published check, and what readers see of it: nothing."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from claims.models import Claimant, Complaint, Page, Verdict
from tests import desk
from tests.claims.public.readers import markup_in, page_of

LONG_CLAIM = " ".join(f"word{number}" for number in range(300))
LONG_NAME = "N" * 200


def test_a_claim_of_300_words_by_a_claimant_of_200_characters_is_shown_whole(
    client: Client, people: dict[str, User]
) -> None:
    article = desk.new_article(text=f"The mayor said that {LONG_CLAIM}. Nobody agreed.")
    claim = desk.new_claim(article, exact=LONG_CLAIM)
    claim.set_claimants([Claimant.objects.create(name=LONG_NAME)])
    claim.accept(by=people["author"])
    claim.take(by=people["author"])
    verdict = desk.submitted(claim, by=people["author"])
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    html = page_of(client, verdict)
    assert LONG_CLAIM in html
    assert LONG_NAME in html
    (markup,) = markup_in(html)
    assert markup["claimReviewed"] == LONG_CLAIM
    for path in ("/", f"/articles/{article.pk}/", "/feeds/claims.atom"):
        assert LONG_CLAIM in client.get(path).content.decode()


def test_the_names_of_people_who_have_left_stay_below_their_checks(
    client: Client, published: Verdict
) -> None:
    User.objects.filter(username__in=["reviewer", "second"]).update(is_active=False)
    html = page_of(client, published)
    assert "reviewer, <time" in html
    assert "second, <time" in html
    assert client.get("/").status_code == 200


def as_a_reviewer_now(editor: User) -> None:
    editor.groups.set(Group.objects.filter(name="Reviewers"))


def test_who_is_no_editor_any_more_is_refused_in_words_and_loses_no_text(editor: User) -> None:
    page, client = Page.objects.get(slug="about"), Client()
    client.force_login(editor)
    form = f"/admin/claims/page/{page.pk}/change/"
    assert client.get(form).status_code == 200
    as_a_reviewer_now(editor)
    given = {"title": "Ours", "text": "A long afternoon of writing.", "version": page.version}
    html = client.post(form, given).content.decode()
    assert "Your account may not publish" in html
    assert "A long afternoon of writing." in html
    page.refresh_from_db()
    assert page.title == "About us"


# what a former editor presses, with what it asks for
PRESSED: list[tuple[str, dict[str, str]]] = [
    ("verdict/{verdict}/do/withdraw", {"note": "Wrong."}),
    ("verdict/{verdict}/do/correct", {"kind": "update", "note": "New figures."}),
    ("verdict/{verdict}/do/announce_recheck", {"note": ""}),
    ("complaint/{complaint}/do/look_into", {}),
]


@pytest.mark.parametrize(("button", "given"), PRESSED)
def test_a_permission_that_was_withdrawn_ends_each_verb_at_once(
    button: str, given: dict[str, Any], published: Verdict, editor: User
) -> None:
    complaint = Complaint.objects.receive(verdict=published, text="No.")
    client = Client()
    client.force_login(editor)
    as_a_reviewer_now(editor)
    path = button.format(verdict=published.pk, complaint=complaint.pk)
    html = client.post(f"/admin/claims/{path}/", given, follow=True).content.decode()
    assert "Your account may not publish, correct or withdraw" in html
    published.refresh_from_db()
    complaint.refresh_from_db()
    assert (published.state, complaint.state) == ("published", "new")
    assert not published.corrections.exists()
    assert not published.claim.recheckings.exists()
