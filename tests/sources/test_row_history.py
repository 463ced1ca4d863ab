"""The history of a row at the desk: who changed what, from what to what, and nothing else."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Claimant, Complaint, Page
from sources.models import Source
from sources.row_history import versions
from tests.desk import drafted, new_article, new_claim, verdict_in


def page_of(person: User, address: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get(address).content.decode()


def test_each_change_says_who_made_it_and_what_stood_there_before(
    reviewer: User, editor: User
) -> None:
    ada = Claimant.objects.introduce(by=reviewer, name="Ada")
    ada.edit(by=editor, name="Ada Byron", aliases=["Lady Lovelace", "A. B."])
    latest, first = versions(ada)
    assert (latest.who, first.who) == ("editor", "reviewer")
    told = [(change.field, change.before, change.after) for change in latest.changes]
    assert told == [
        ("name", "Ada", "Ada Byron"),
        ("aliases", "", "Lady Lovelace, A. B."),
    ]
    assert first.changes == ()


def test_a_closed_set_is_told_in_its_words_and_what_only_programs_write_is_not(
    reviewer: User,
) -> None:
    article = new_article()
    article.edit(by=reviewer, kind="speech", ours=True)
    latest, _ = versions(article)
    told = {change.field: (change.before, change.after) for change in latest.changes}
    assert told == {"kind": ("News article", "Speech"), "ours": ("no", "yes")}


def test_it_is_a_page_of_the_desk(editor: User) -> None:
    page = Page.objects.get(slug="about")
    # What the product comes with has no history yet.
    page.edit(by=editor, title="About <us>", text=page.text)
    page.edit(by=editor, title="Who <we> are", text=page.text)
    html = page_of(editor, f"/admin/claims/page/{page.pk}/history/")
    assert "<ins>Who &lt;we&gt; are</ins>" in html
    assert "<del>About &lt;us&gt;</del>" in html
    assert "What stood there before was not kept." in html
    assert "History: Who &lt;we&gt; are</h2>" in html
    source = Source.objects.for_url("https://example.org/")
    html = page_of(editor, f"/admin/sources/source/{source.pk}/history/")
    assert "This is where it begins." in html


def test_all_about_a_claim_and_its_verdicts_is_told_on_its_workbench(reviewer: User) -> None:
    claim = new_claim()
    claim.accept(by=reviewer)
    claim.take(by=reviewer)
    verdict = drafted(claim, by=reviewer)
    client = Client()
    client.force_login(reviewer)
    for address in (f"claim/{claim.pk}", f"verdict/{verdict.pk}"):
        answer = client.get(f"/admin/claims/{address}/history/")
        assert answer.headers["Location"] == f"/admin/desk/claims/{claim.pk}/#part-history"


def test_what_is_never_edited_offers_no_history(reviewer: User, second: User, editor: User) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    complaint = Complaint.objects.receive(verdict=verdict, text="No.")
    form = f"/admin/claims/complaint/{complaint.pk}/change/"
    assert "/history/" not in page_of(reviewer, form)
    assert "/history/" in page_of(
        reviewer, f"/admin/claims/article/{verdict.claim.article_id}/change/"
    )


@pytest.mark.parametrize("row", ["complaint/1", "article/999", "claim/999", "verdict/999"])
def test_there_is_none_of_what_is_not_there(row: str, reviewer: User) -> None:
    client = Client()
    client.force_login(reviewer)
    assert client.get(f"/admin/claims/{row}/history/").status_code == 404
