"""The verbs as buttons: there when they can be used, and judged by the rows own rules."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from claims.models import Claim, Complaint, Verdict
from tests.desk import claim_in, new_article, new_claim, verdict_in
from tests.people import person


def browser(someone: User) -> Client:
    client = Client()
    client.force_login(someone)
    return client


def page_of(row: Claim | Verdict | Complaint) -> str:
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def buttons(someone: User, row: Claim | Verdict | Complaint) -> list[str]:
    answer = browser(someone).get(page_of(row))
    return [item["verb"].name for item in answer.context["offered"]]


def press(someone: User, row: Claim | Verdict | Complaint, verb: str, **given: object) -> str:
    """Press a button; what the page says after it."""
    address = page_of(row).removesuffix("change/") + f"do/{verb}/"
    return browser(someone).post(address, given, follow=True).content.decode()


@pytest.mark.parametrize("status", ["extracted", "open", "in_progress", "published", "dismissed"])
def test_a_claims_buttons_are_its_verbs(
    status: str, reviewer: User, second: User, editor: User
) -> None:
    claim = claim_in(status, worker=reviewer, second=second, editor=editor)
    for someone in (reviewer, second, editor):
        assert sorted(buttons(someone, claim)) == sorted(claim.verbs_for(someone))


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "changes_requested", "approved", "published"]
)
def test_a_verdicts_buttons_are_its_verbs(
    state: str, reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in(state, author=reviewer, second=second, editor=editor)
    for someone in (reviewer, second, editor):
        assert sorted(buttons(someone, verdict)) == sorted(verdict.verbs_for(someone))


def test_a_claim_goes_from_new_to_taken(reviewer: User) -> None:
    claim = new_claim()
    assert "It is to be checked." in press(reviewer, claim, "accept")
    assert "It is yours." in press(reviewer, claim, "take")
    claim.refresh_from_db()
    assert (claim.status, claim.assignee) == ("in_progress", reviewer)


def test_a_claim_is_dismissed_for_a_reason(reviewer: User) -> None:
    claim = new_claim()
    assert "not one of the available choices" in press(reviewer, claim, "dismiss", reason="dull")
    press(reviewer, claim, "dismiss", reason="opinion", note="A view.")
    claim.refresh_from_db()
    assert (claim.status, claim.dismiss_reason) == ("dismissed", "opinion")
    assert claim.status_changes.get().note == "A view."


def test_an_editor_assigns_a_claim(reviewer: User, editor: User, outsider: User) -> None:
    claim = new_claim()
    claim.accept(by=reviewer)
    assert "not one of the available choices" in press(editor, claim, "assign", to=outsider.pk)
    press(editor, claim, "assign", to=reviewer.pk)
    assert Claim.objects.get(pk=claim.pk).assignee == reviewer


def test_a_claim_is_merged_into_another_of_its_number(reviewer: User) -> None:
    claim, other = new_claim(), new_claim()
    assert "There is no claim of this number." in press(reviewer, claim, "merge_into", other=10**6)
    press(reviewer, claim, "merge_into", other=other.pk)
    assert Claim.objects.get(pk=claim.pk).canonical == other


def test_a_refused_verb_is_answered_with_its_sentence(reviewer: User, second: User) -> None:
    claim = new_claim()
    assert "Only a claim that is to be checked" in press(reviewer, claim, "take")
    verdict = verdict_in("submitted", author=reviewer, second=second, editor=second)
    assert "another must decide" in press(reviewer, verdict, "approve")
    assert Verdict.objects.get(pk=verdict.pk).state == "submitted"


def test_a_form_that_is_older_than_the_submission_approves_nothing(
    reviewer: User, second: User, editor: User
) -> None:
    verdict = verdict_in("submitted", author=reviewer, second=second, editor=editor)
    html = browser(second).get(page_of(verdict)).content.decode()
    assert f'name="submission" value="{verdict.submission}"' in html
    read = verdict.submission
    verdict.request_changes(by=editor, note="Which year?")
    verdict.submit(by=reviewer)
    assert "submitted again" in press(second, verdict, "approve", submission=read)
    assert not verdict.approvals_now().exists()
    assert "You agreed." in press(second, verdict, "approve", submission=read + 1)


def test_pressing_twice_does_it_once(reviewer: User) -> None:
    claim = new_claim()
    press(reviewer, claim, "accept")
    assert "Only a new claim can be accepted." in press(reviewer, claim, "accept")
    assert claim.status_changes.count() == 1


def test_a_verb_is_a_post_and_only_a_known_one(reviewer: User) -> None:
    claim = new_claim()
    address = page_of(claim).removesuffix("change/")
    looked = browser(reviewer).get(f"{address}do/accept/")
    assert looked.headers["Location"] == page_of(claim)
    assert not claim.status_changes.exists()
    assert browser(reviewer).post(f"{address}do/delete/").status_code == 404
    assert browser(reviewer).post("/admin/claims/claim/999999/do/accept/").status_code == 404


def test_a_verb_needs_the_forms_own_token(reviewer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reviewer)
    address = page_of(new_claim()).removesuffix("change/") + "do/accept/"
    assert client.post(address).status_code == 403


def test_a_verdict_goes_from_draft_to_published(reviewer: User, second: User, editor: User) -> None:
    verdict = verdict_in("draft", author=reviewer, second=second, editor=editor)
    press(reviewer, verdict, "submit")
    press(second, verdict, "request_changes", note="Which year?")
    press(reviewer, verdict, "submit")
    press(second, verdict, "approve")
    press(editor, verdict, "publish")
    assert Verdict.objects.get(pk=verdict.pk).state == "published"


def test_a_discarded_draft_leads_back_to_the_list(reviewer: User, second: User) -> None:
    verdict = verdict_in("draft", author=reviewer, second=second, editor=second)
    page = press(reviewer, verdict, "discard")
    assert "The draft is gone." in page
    assert not Verdict.objects.filter(pk=verdict.pk).exists()


def test_correcting_leads_to_the_new_draft(reviewer: User, second: User, editor: User) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    press(editor, verdict, "correct", kind="update", note="New figures came out.")
    draft = Verdict.objects.exclude(pk=verdict.pk).get()
    assert draft.state == "draft"
    assert draft.corrected_by.note == "New figures came out."


def test_a_withdrawal_needs_its_public_note(reviewer: User, second: User, editor: User) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    press(editor, verdict, "withdraw", note="")
    assert Verdict.objects.get(pk=verdict.pk).state == "published"
    press(editor, verdict, "withdraw", note="The figures were wrong.")
    assert Verdict.objects.get(pk=verdict.pk).state == "withdrawn"


def test_a_complaint_is_answered_by_an_editor(reviewer: User, second: User, editor: User) -> None:
    verdict = verdict_in("published", author=reviewer, second=second, editor=editor)
    complaint = Complaint.objects.receive(verdict=verdict, text="It was 4%.")
    assert buttons(reviewer, complaint) == []
    press(editor, complaint, "look_into")
    press(editor, complaint, "reject", reply="The office says 3%.")
    complaint.refresh_from_db()
    assert (complaint.state, complaint.handler) == ("rejected", editor)


def test_claims_are_found_again(reviewer: User) -> None:
    article = new_article()
    address = reverse("admin:claims_article_change", args=[article.pk])
    browser(reviewer).post(address.removesuffix("change/") + "do/retry_extraction/")
    article.refresh_from_db()
    assert article.extraction_state == "pending"


PAGES = [
    "index", "claims_article_changelist", "claims_claim_changelist", "claims_verdict_changelist",
    "claims_evidence_changelist", "claims_claimant_changelist", "claims_complaint_changelist",
    "claims_article_add", "claims_evidence_add", "claims_verdict_add",
    "claims_ratingscale_changelist",
    "sources_source_changelist", "claims_page_changelist",
]  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_staff_who_do_not_work_at_the_desk_see_nothing(name: str, db: None) -> None:
    staff = person("caretaker", staff=True)
    assert browser(staff).get(reverse(f"admin:{name}")).status_code == 302


@pytest.mark.parametrize("name", PAGES)
def test_the_desk_sees_every_page(name: str, reviewer: User) -> None:
    assert browser(reviewer).get(reverse(f"admin:{name}")).status_code == 200


def test_accounts_are_for_administrators_and_never_deleted(reviewer: User, editor: User) -> None:
    people = reverse("admin:auth_user_changelist")
    assert browser(editor).get(people).status_code == 403
    boss = User.objects.create_superuser("boss")
    assert browser(boss).get(people).status_code == 200
    assert browser(boss).get(reverse("admin:auth_user_add")).status_code == 200
    assert browser(boss).get(reverse("admin:auth_user_change", args=[editor.pk])).status_code == 200
    gone = browser(boss).post(
        reverse("admin:auth_user_delete", args=[reviewer.pk]), {"post": "yes"}
    )
    assert gone.status_code == 403
    assert User.objects.filter(pk=reviewer.pk).exists()


def test_who_is_given_an_account_can_log_in_and_work(db: None) -> None:
    boss = browser(User.objects.create_superuser("boss"))
    address = reverse("admin:auth_user_add")
    form = boss.get(address).context["adminform"].form
    assert {"username", "password1", "password2", "is_staff", "groups"} <= set(form.fields)
    assert form.get_initial_for_field(form.fields["is_staff"], "is_staff") is True
    given = {
        "username": "newcomer", "password1": "a quiet harbour", "password2": "a quiet harbour",
        "is_staff": "on", "groups": [Group.objects.get(name="Reviewers").pk],
    }  # fmt: skip
    assert boss.post(address, given).status_code == 302
    newcomer = Client()
    assert newcomer.login(username="newcomer", password="a quiet harbour")
    assert newcomer.get(reverse("admin:claims_claim_changelist")).status_code == 200


def test_an_account_that_was_never_changed_says_so_under_its_own_name(editor: User) -> None:
    boss = browser(User.objects.create_superuser("boss"))
    told = boss.get(reverse("admin:auth_user_history", args=[editor.pk])).content.decode()
    assert "Nothing was changed here since it was made." in told
    assert f'href="{reverse("admin:auth_user_change", args=[editor.pk])}">Back</a>' in told
    # In the frame's title, where a log-in name or an address has no capital of its own.
    assert re.search(r">\s*editor\s*</a >", told)


@pytest.mark.parametrize("model", ["article", "claim", "verdict", "evidence", "claimant"])
def test_nothing_is_deleted_by_the_admin(model: str, db: None) -> None:
    boss = User.objects.create_superuser("boss")
    claim = new_claim()
    address = reverse(f"admin:claims_{model}_delete", args=[claim.pk])
    assert browser(boss).post(address, {"post": "yes"}).status_code in (302, 403)
    assert Claim.objects.filter(pk=claim.pk).exists()


def test_django_finds_no_fault_with_the_admin() -> None:
    assert run_checks() == []
