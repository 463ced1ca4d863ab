"""A claim's history on the workbench: every edit of it and of what it rests on, and by whom."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from claims import firstpass, intake, tasks
from claims.desk.timeline import timeline
from claims.models import Claim, Claimant, Evidence
from tests.desk import TEXT, attach, new_article, new_claim


def lines(claim: Claim) -> list[str]:
    """The history, oldest first, in one line each."""
    return [
        " ".join(
            part
            for part in (entry.who, entry.did, entry.note, entry.before, "→", entry.after)
            if part and (part != "→" or entry.before or entry.after)
        )
        for entry in reversed(timeline(claim))
    ]


@pytest.mark.django_db
def test_what_only_the_machine_touched_has_none() -> None:
    article = intake.add_article(by=None, text=TEXT)
    tasks.extract(article.pk)
    for claim in article.claims.all():
        assert lines(claim) == []
        assert claim.history.count() == 0


def test_the_first_edit_of_a_machines_claim_says_what_stood_there(reviewer: User) -> None:
    claim = new_claim()
    claim.edit(by=reviewer, text="Crime fell")
    assert lines(claim) == ["reviewer changed the wording crime fell by 5% in 2015 → Crime fell"]


ADA = ["Ada Byron", "Grace Hopper"]
# What is done, and the line that tells of it.
EDITS: list[tuple[Callable[[Claim, User], None], str]] = [
    (lambda claim, by: claim.edit(by=by, kind="direct"),
     "changed how it is said Reported → Quoted"),
    (lambda claim, by: claim.edit(by=by, urgent=True),
     "changed whether it is urgent no → yes"),
    (lambda claim, by: claim.edit(by=by, cue="claimed", place="Paris"),
     "changed the reporting word, where it was said"),
    (lambda claim, by: claim.edit(
        by=by, claimants=[Claimant.objects.create(name=name) for name in ADA]),
     "changed who says it Ada Byron, Grace Hopper"),
    (lambda claim, by: claim.edit(by=by, claimants=[]), "changed who says it nobody"),
    (lambda claim, by: claim.confirm(by=by), "confirmed wording and attribution"),
    (lambda claim, by: claim.merge_into(
        new_claim(claim.article, exact="Nobody else agreed"), by=by),
     "merged it into Nobody else agreed"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "line"), EDITS, ids=[line for _, line in EDITS])
def test_every_edit_is_told_once(
    reviewer: User, edit: Callable[[Claim, User], None], line: str
) -> None:
    claim = new_claim()
    edit(claim, reviewer)
    assert lines(claim) == [f"reviewer {line}"]


def test_what_is_taken_back_is_told_too(reviewer: User, second: User) -> None:
    claim = new_claim()
    claim.confirm(by=reviewer)
    claim.undo_confirm(by=second)
    other = new_claim(claim.article, exact="Nobody else agreed")
    claim.merge_into(other, by=reviewer)
    claim.unmerge(by=second)
    assert lines(claim)[-4:] == [
        "reviewer confirmed wording and attribution",
        "second took the confirmation back",
        "reviewer merged it into Nobody else agreed",
        "second made it a claim of its own again",
    ]
    assert lines(other) == ["reviewer merged another into it crime fell by 5% in 2015"]


def test_a_name_of_two_hundred_characters_is_cut(reviewer: User) -> None:
    claim = new_claim()
    claim.edit(by=reviewer, claimants=[Claimant.objects.create(name="x" * 200)])
    (line,) = lines(claim)
    assert line.startswith("reviewer changed who says it xxx")
    assert line.endswith("…")
    assert claim.worded_by() == {reviewer.pk}


def test_who_marked_it_or_typed_it_in_is_told(reviewer: User) -> None:
    marked = Claim.objects.mark(new_article().current_revision, 0, 9, by=reviewer)
    assert lines(marked) == ["reviewer marked it in the text"]


def test_evidence_that_was_removed_stays_in_the_history(reviewer: User, second: User) -> None:
    claim = new_claim()
    other = new_claim(claim.article, exact="Nobody else agreed")
    evidence = Evidence.objects.attach(
        to=[claim, other], by=reviewer, url="https://example.org/statistics"
    )
    evidence.edit(by=second, stance="refutes")
    evidence.remove(by=second)
    for each in (claim, other):
        assert lines(each) == [
            "reviewer attached evidence https://example.org/statistics",
            "second changed the evidence’s stance Gives context → Refutes the claim",
            "second removed evidence https://example.org/statistics",
        ]


def test_confidential_evidence_is_marked_as_such_also_when_it_is_gone(reviewer: User) -> None:
    claim = new_claim()
    evidence = Evidence.objects.attach(
        to=[claim], by=reviewer, cited_what="A call", confidential=True
    )
    evidence.remove(by=reviewer)
    assert lines(claim)[-1] == "reviewer removed evidence A call (confidential)"


def test_evidence_of_another_claim_is_not_told_here(reviewer: User) -> None:
    claim = new_claim()
    other = new_claim(claim.article, exact="Nobody else agreed")
    attach(other, by=reviewer).remove(by=reviewer)
    assert lines(claim) == []


def test_finding_the_claims_again_tells_nothing(reviewer: User) -> None:
    article = intake.add_article(by=None, text=TEXT)
    tasks.extract(article.pk)
    claim = article.claims.earliest("pk")
    claim.edit(by=reviewer, text="Crime fell")
    intake.retry(article, by=reviewer)
    assert article.start_extraction()
    firstpass.run(article)
    assert len(lines(Claim.objects.get(pk=claim.pk))) == 1
