"""A desk in the middle of a week: something of everything that a page can show."""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.utils import timezone

from claims import firstpass
from claims.models import (
    Article,
    Claim,
    Claimant,
    Comment,
    Complaint,
    Contact,
    Correction,
    Evidence,
    Page,
    RatingScale,
    Verdict,
)
from sources.models import Alert, LinkCheck, PageText, Passage, Snapshot, Source
from tests.desk import attach, drafted, new_article, new_claim, rating
from tests.people import person

OURS = (
    "Council counts its bicycles\n\n"
    "The council counted 4,100 bicycles on the bridge in May, the deputy mayor said. "
    "That is twice as many as five years ago.\n\n"
    "Nobody has counted the cars."
)
RATIONALE = (
    "We compared the sentence with the table of the statistics office.\n\n"
    "# What the table says\n"
    "- The figure of the year before was 4,020.\n"
    "- The figure of the year itself was 3,899.\n\n"
    "That is a fall of three per cent and not of five."
)
PEOPLE = {
    "reviewer": ("Maria", "Keller", "Reviewers"),
    "reviewer2": ("Joan", "Okafor", "Reviewers"),
    "editor": ("Edith", "Stone", "Editors"),
    "editor2": ("Sam", "Rivers", "Editors"),
}
SOURCES = [
    ("https://statistics.example.org/tables/2016/table-4", "Table 4: yearly figures",
     "Statistics Office", Source.State.HEALTHY),
    ("https://news.example.com/2016/10/port-talks", "Talks at the port continue",
     "The Daily Example", Source.State.DEAD),
    ("https://ministry.example.net/press/release-17", "Press release 17", "Ministry of Transport",
     Source.State.CHANGED),
]  # fmt: skip


def fill(note: Callable[[str], str] = str) -> dict[str, int]:
    """Fill the empty database; the numbers that the addresses of `pages` name.

    `note` may change what stands in rows that nobody can change later.
    """
    people = {name: _somebody(name, *given) for name, given in PEOPLE.items()}
    admin = User.objects.create_superuser("admin", password="secret")
    article, claims = _seed_article()
    published, corrected, withdrawn, submitted, taken = claims[:5]
    _publish(published, people)
    _publish(corrected, people)
    _publish(withdrawn, people)
    ours, tip = _ours(people), _tip(people)
    correction = _correct(corrected, people, note("We had read the figures of another year."))
    answered = _complain(published, people)
    _verdict_of(withdrawn).withdraw(by=people["editor"], note=note("We had misread the table."))
    _verdict_of(published).announce_recheck(
        by=people["editor"], note="The office has published new figures."
    )
    _draft(submitted, people).submit(by=people["reviewer"], note=note("Please read it today."))
    waiting = _verdict_of(submitted)
    waiting.request_changes(by=people["reviewer2"], note=note("Which year is meant?"))
    waiting.submit(by=people["reviewer"])
    Comment.objects.say("The table has moved.", about=submitted, by=people["reviewer"])
    draft = _draft(taken, people)
    taken.refresh_from_db()
    taken.edit(by=people["reviewer"], urgent=True, due_at=timezone.now() - dt.timedelta(days=1))
    for source in Source.objects.exclude(title=""):
        LinkCheck.objects.create(source=source, outcome="soft-404", reason="says “page not found”")
    evidence = draft.claim.evidence.exclude(source=None).first()
    assert evidence
    alert = Alert.objects.create(source=Source.objects.get(state="dead"), kind=Alert.Kind.DEAD)
    assert evidence.source
    _live(evidence.source)
    new = article.claims.filter(status="extracted").first()
    claimant = Claimant.objects.exclude(claims=None).first()
    assert new and claimant and evidence.source_id
    return {
        "article": article.pk, "ours": ours, "tip": tip, "published": published.pk,
        "corrected": corrected.pk, "withdrawn": withdrawn.pk, "taken": taken.pk, "new": new.pk,
        "submitted": _verdict_of(submitted).pk, "draft": draft.pk, "evidence": evidence.pk,
        "source": evidence.source_id, "alert": alert.pk, "claimant": claimant.pk,
        "complaint": answered, "correction": correction, "user": admin.pk,
        "page": Page.objects.get(slug="about").pk, "group": Group.objects.get(name="Editors").pk,
        "scale": RatingScale.objects.get(slug="substance").pk,
    }  # fmt: skip


def _live(source: Source) -> None:
    """Two months of looks at one page: bad days, a move, and a figure that became another."""
    now = timezone.now()
    bad = {47: ("timeout", None), 30: ("dead", 404), 29: ("dead", 404), 12: ("blocked", 403)}
    for day in range(55, 0, -1):
        outcome, status = bad.get(day, ("ok" if day > 20 else "ok-redirected", 200))
        moved = outcome == "ok-redirected"
        new = source.normalized_url.replace("example.org", "data.example.org")
        LinkCheck.objects.create(
            source=source, at=now - dt.timedelta(days=day), outcome=outcome, http_status=status,
            void=outcome == "timeout", milliseconds=180, final_url=new if moved else source.url,
            redirects=[[source.normalized_url, 301, new]] if moved else [],
        )  # fmt: skip
    figures = "Burglaries, thefts and all other offences, by year"
    for days, figure in ((55, "3,899"), (8, "3,911")):
        text = PageText.of(
            f"{figures}\n"
            f"The figure of the year itself was {figure}, after 4,020 in the year before.\n"
            "Offences against the person are in table 5.\nThe method changed in 2014.\nNotes below."
        )
        text.save()
        at = now - dt.timedelta(days=days)
        Snapshot.objects.create(source=source, page_text=text, at=at, title="Table 4")
    passage = source.passages.first()
    assert passage
    Passage.objects.filter(pk=passage.pk).update(
        state="gone", looked_at=now - dt.timedelta(days=1),
        nearest="the figure of the year itself was 3,911, after 4,020 in the year before",
    )  # fmt: skip
    Source.objects.filter(pk=source.pk).update(
        state="changed", last_outcome="ok-redirected", last_checked_at=now - dt.timedelta(days=1)
    )
    for kind, days in (("moved", 20), ("passage_gone", 8)):
        about = passage if kind == "passage_gone" else None
        at = now - dt.timedelta(days=days)
        Alert.objects.create(source=source, kind=kind, passage=about, at=at)


def _somebody(name: str, first: str, last: str, group: str) -> User:
    user = person(name, group)
    user.first_name, user.last_name = first, last
    user.save(update_fields=["first_name", "last_name"])
    return user


def _seed_article() -> tuple[Article, list[Claim]]:
    """The article that the project starts from, its claims found, the likeliest first."""
    call_command("load_seeds")
    article = Article.objects.get()
    assert article.start_extraction()
    firstpass.run(article)
    return article, list(article.claims.order_by("-check_worthiness", "pk"))


def _draft(claim: Claim, people: dict[str, User]) -> Verdict:
    """With evidence of every kind, somebody who was asked, and words in every field."""
    author = people["reviewer"]
    claim.accept(by=author)
    claim.take(by=author)
    verdict = drafted(claim, by=author)
    for url, title, publisher, state in SOURCES:
        evidence = attach(claim, by=author, url=url)
        assert evidence.source_id
        evidence.edit(
            by=author, stance="refutes", tier="primary", accessed_at=timezone.now(),
            excerpt="The figure of the year itself was 3,899, after 4,020 in the year before.",
        )  # fmt: skip
        Source.objects.filter(pk=evidence.source_id).update(
            title=title, publisher=publisher, state=state, published_at=timezone.now(),
        )  # fmt: skip
    Evidence.objects.attach(
        to=[claim], by=author, cited_who="A clerk of the port", cited_what="The log of the day",
        stance="supports", confidential=True,
    )  # fmt: skip
    asked = Contact.objects.ask(claim=claim, by=author, who="The port authority")
    asked.answered(by=author, outcome="answered", answer="We do not comment on single figures.")
    Contact.objects.ask(claim=claim, by=author, who="The ministry of transport")
    verdict.edit(
        by=author, rationale=RATIONALE, not_established="Why the office changed its method."
    )
    return verdict


def _verdict_of(claim: Claim) -> Verdict:
    """As it stands in the database: the verbs have moved the claim since."""
    return Verdict.objects.get(claim=claim.pk)


def _publish(claim: Claim, people: dict[str, User]) -> Verdict:
    verdict = _draft(claim, people)
    verdict.submit(by=people["reviewer"])
    return _agree_and_publish(verdict, people)


def _agree_and_publish(verdict: Verdict, people: dict[str, User]) -> Verdict:
    verdict.approve(by=people["reviewer2"])
    verdict.publish(by=people["editor"])
    return verdict


def _correct(claim: Claim, people: dict[str, User], note: str) -> int:
    """One correction that readers see."""
    published = _verdict_of(claim)
    draft = published.correct(by=people["editor"], kind="rating_changed", note=note)
    draft.edit(by=people["editor"], rating=rating("mostly-false"), summary="It fell by one.")
    draft.submit(by=people["editor"])
    _agree_and_publish(draft, people)
    return Correction.objects.get().pk


def _complain(claim: Claim, people: dict[str, User]) -> int:
    """One that was answered, and a new one about the same check."""
    verdict = _verdict_of(claim)
    first = Complaint.objects.receive(verdict=verdict, text="You forgot December.")
    first.look_into(by=people["editor2"])
    first.reject(by=people["editor2"], reply="December is in the table, in the last column.")
    return Complaint.objects.receive(
        verdict=verdict,
        text="The year is wrong: the table says 2014. https://statistics.example.org/",
        contact="ann@example.org",
    ).pk


def _ours(people: dict[str, User]) -> int:
    """An article of our own, so that readers see the whole of it."""
    article = new_article("Council counts its bicycles", OURS)
    article.edit(by=people["editor"], ours=True, outlet="The Example", author="Nora Lind")
    claim = new_claim(article, exact="4,100 bicycles on the bridge in May")
    new_claim(article, exact="That is twice as many as five years ago.")
    claim.set_claimants([Claimant.objects.create(name="Ada Moreno", description="Deputy mayor")])
    _publish(claim, people)
    return article.pk


def _tip(people: dict[str, User]) -> int:
    """A claim that came without an article."""
    claim = Claim.objects.create(text="The bridge will be closed to cars from 1 September.")
    _publish(claim, people)
    return claim.pk
