"""What the tests begin with: claims in any status, verdicts in any state, by the real verbs."""

from django.contrib.auth.models import User

from claims.models import Article, Claim, Evidence, Rating, Revision, Verdict

TEXT = "The mayor said on Monday that crime fell by 5% in 2015. Nobody else agreed."


def new_article(title: str = "Crime falls", text: str = TEXT) -> Article:
    """An article with one revision, its extraction done."""
    article = Article.objects.create(title=title, extraction_state=Article.Extraction.DONE)
    Revision.objects.create(article=article, text=text, sha256=Revision.digest(text))
    return article


def new_claim(article: Article | None = None, *, exact: str = "crime fell by 5% in 2015") -> Claim:
    """A machine's claim, as the extraction leaves it: it has no history either."""
    article = article or new_article()
    revision = article.current_revision
    start = revision.text.index(exact)
    claim = Claim(
        article=article,
        revision=revision,
        text=exact,
        claimant_text="The mayor",
        cue="said",
        kind=Claim.Kind.INDIRECT,
        method="rules",
        method_version="1",
        **revision.quote(start, start + len(exact)),
    )
    return Claim.objects.bulk_create([claim])[0]


def claim_in(status: str, *, worker: User, second: User, editor: User) -> Claim:
    """A claim in this status, brought there by the verbs that people use."""
    claim = new_claim()
    if status == "extracted":
        return claim
    claim.accept(by=worker)
    if status == "dismissed":
        claim.dismiss(by=worker, reason="opinion")
    if status in {"open", "dismissed"}:
        return claim
    claim.take(by=worker)
    if status == "in_progress":
        return claim
    verdict = submitted(claim, by=worker)
    if status == "published":
        verdict.approve(by=second)
        verdict.publish(by=editor)
    return Claim.objects.get(pk=claim.pk)


def rating(slug: str = "half-true") -> Rating:
    return Rating.objects.usable().get(slug=slug)


def attach(claim: Claim, *, by: User, url: str = "https://example.org/statistics") -> Evidence:
    return Evidence.objects.attach(to=[claim], by=by, url=url, excerpt="Crime fell by 3%.")


def drafted(claim: Claim, *, by: User) -> Verdict:
    """A draft on a confirmed claim with one piece of evidence: ready to submit."""
    claim.confirm(by=by)
    attach(claim, by=by)
    return Verdict.objects.draft(
        claim=claim, by=by, rating=rating(), summary="It fell by three per cent."
    )


def submitted(claim: Claim, *, by: User) -> Verdict:
    verdict = drafted(claim, by=by)
    verdict.submit(by=by)
    return verdict


def verdict_in(state: str, *, author: User, second: User, editor: User) -> Verdict:
    """A verdict in this state, brought there by the verbs that people use."""
    claim = claim_in("in_progress", worker=author, second=second, editor=editor)
    verdict = drafted(claim, by=author)
    if state == "draft":
        return verdict
    verdict.submit(by=author)
    if state == "changes_requested":
        verdict.request_changes(by=second, note="Which year?")
    if state in {"approved", "published"}:
        verdict.approve(by=second)
    if state == "published":
        verdict.publish(by=editor)
    return Verdict.objects.get(pk=verdict.pk)
