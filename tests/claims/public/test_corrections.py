"""What readers are told of corrections and withdrawals, on the check's page and in the list."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from claims import recheck
from claims.models import Claim, Verdict
from sources.models import Alert
from tests import desk
from tests.claims.public.readers import corrected, markup_in, page_of


def test_the_old_finding_stays_readable_under_the_notice(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    html = page_of(client, corrected(published, people))
    assert "The rating has changed" in html
    earlier = html.partition("Earlier findings")[2]
    assert "It fell by three per cent." in earlier
    assert len(markup_in(html)) == 1
    assert markup_in(html)[0]["correction"][0]["text"] == "Wrong year."


def test_the_names_of_both_who_checked_stand_below_the_corrected_check(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    assert "reviewer, editor" in page_of(client, corrected(published, people))


def test_a_withdrawn_check_stays_under_its_notice_without_claimreview(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    published.withdraw(by=people["editor"], note="The table was a forgery.")
    html = page_of(client, published)
    assert "The table was a forgery." in html
    assert "It fell by three per cent." in html
    assert "No finding of ours on this claim stands." in html
    assert "<dt>Withdrawn</dt>" in html
    assert published.rating.meaning not in html
    assert markup_in(html) == []
    assert b"crime fell" not in client.get("/").content
    assert b"The table was a forgery." in client.get("/corrections/").content


def test_a_new_check_after_a_withdrawn_one_says_what_became_of_that(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    published.withdraw(by=people["editor"], note="The table was a forgery.")
    claim = Claim.objects.get(pk=published.claim_id)
    verdict = Verdict.objects.draft(
        claim=claim, by=people["editor"], rating=desk.rating("unproven"), summary="Who knows."
    )
    verdict.submit(by=people["editor"])
    verdict.approve(by=people["second"])
    verdict.publish(by=people["editor"])
    html = page_of(client, verdict)
    assert "An earlier version of this check was withdrawn" in html
    assert "Half true (withdrawn)" in html
    assert len(markup_in(html)) == 1


def test_a_mended_typing_error_is_not_announced(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    draft = published.correct(by=people["editor"], kind="typo")
    draft.edit(by=people["editor"], summary="It fell by three percent.")
    assert "checking this again" not in page_of(client, published)
    draft.submit(by=people["editor"])
    draft.publish(by=people["editor"])
    html = page_of(client, draft)
    assert "It fell by three percent." in html
    assert "Earlier findings" not in html
    assert "Updated" not in html
    assert "Second-read by</dt><dd>second<" in html
    assert b"Nothing has been corrected" in client.get("/corrections/").content


def test_the_list_says_from_what_to_what(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    corrected(published, people)
    html = client.get("/corrections/").content.decode()
    assert "from Half true to False" in html


def test_the_list_costs_the_same_however_long_it_is(
    client: Client,
    people: dict[str, User],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        corrected(desk.verdict_in("published", **people), people)
    with django_assert_max_num_queries(2):
        client.get("/corrections/")


def test_a_copy_that_the_desk_cites_stands_for_the_page_that_is_gone(
    client: Client, published: Verdict, people: dict[str, User]
) -> None:
    evidence = published.claim.evidence.get()
    source = evidence.source
    assert source
    source.archived_url = "https://archive.example/copy"
    source.save(update_fields=["archived_url"])
    assert "archive.example" not in page_of(client, published)
    alert = Alert.objects.create(source=source, kind="dead")
    recheck.resolve(evidence, alert, by=people["author"], how="archived_copy_cited")
    html = page_of(client, published)
    assert '<p class="source"><a href="https://archive.example/copy"' in html
    assert "it stood at" in html
    assert markup_in(html)[0]["citation"][0]["archivedAt"] == "https://archive.example/copy"
    # What somebody types at the source later is another copy, which nobody has decided on.
    source.archived_url = "https://archive.example/later"
    source.save(update_fields=["archived_url"])
    assert "archive.example/later" not in page_of(client, published)


def test_a_copy_that_nobody_has_named_cannot_be_cited(
    published: Verdict, people: dict[str, User]
) -> None:
    evidence = published.claim.evidence.get()
    assert evidence.source
    alert = Alert.objects.create(source=evidence.source, kind="dead")
    with pytest.raises(ValidationError, match="archived copy") as refused:
        recheck.resolve(evidence, alert, by=people["author"], how="archived_copy_cited")
    assert "how" in refused.value.message_dict
    assert not evidence.resolutions.exists()
