"""Every page of the product by name: what the browser tests examine and the pictures show.

`tests/browser/test_every_page.py` fails for a route that answers with a page and is not here.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shown:
    """One page: its route, its address with the rows of `demo` in it, and who opens it."""

    name: str
    route: str
    address: str
    # None opens it without an account.
    who: str | None = "reviewer2"
    # An error is a page too.
    status: int = 200


READERS = [
    Shown("front", "public:front", "/", None),
    Shown("search", "public:front", "/?q=grain", None),
    Shown("nothing-found", "public:front", "/?q=kittens", None),
    Shown("check", "public:claim", "/claims/{published}/", None),
    Shown("thanks", "public:claim", "/claims/{published}/?reported#report", None),
    Shown("check-corrected", "public:claim", "/claims/{corrected}/", None),
    Shown("check-withdrawn", "public:claim", "/claims/{withdrawn}/", None),
    Shown("check-of-a-tip", "public:claim", "/claims/{tip}/", None),
    Shown("statements", "public:article", "/articles/{article}/", None),
    Shown("statements-ours", "public:article", "/articles/{ours}/", None),
    Shown("corrections", "public:corrections", "/corrections/", None),
    Shown("methodology", "public:methodology", "/methodology/", None),
    Shown("about", "public:about", "/about/", None),
    Shown("not-found", "", "/claims/999999/", None, 404),
]
OTHERS = [
    Shown("login", "admin:login", "/admin/login/", None),
    Shown("api-docs", "docs", "/api/docs/", None),
]
DESK = [
    Shown("home", "admin:index", "/admin/"),
    Shown("inbox", "admin:inbox", "/admin/inbox/"),
    Shown("preferences", "admin:preferences", "/admin/preferences/"),
    Shown("reading", "desk:article", "/admin/desk/articles/{article}/"),
    Shown("workbench", "desk:claim", "/admin/desk/claims/{taken}/", "reviewer"),
    Shown("workbench-published", "desk:claim", "/admin/desk/claims/{published}/", "editor"),
    Shown("approving", "desk:verdict", "/admin/desk/verdicts/{submitted}/"),
]
LISTS = [
    Shown("claims", "admin:claims_claim_changelist", "/admin/claims/claim/"),
    Shown(
        "claims-filtered", "admin:claims_claim_changelist",
        "/admin/claims/claim/?status__exact=in_progress&q=e",
    ),
    Shown("claims-none", "admin:claims_claim_changelist", "/admin/claims/claim/?q=kittens"),
    Shown("articles", "admin:claims_article_changelist", "/admin/claims/article/"),
    Shown("verdicts", "admin:claims_verdict_changelist", "/admin/claims/verdict/"),
    Shown("evidence", "admin:claims_evidence_changelist", "/admin/claims/evidence/"),
    Shown("claimants", "admin:claims_claimant_changelist", "/admin/claims/claimant/"),
    Shown("complaints", "admin:claims_complaint_changelist", "/admin/claims/complaint/"),
    Shown("corrections-desk", "admin:claims_correction_changelist", "/admin/claims/correction/"),
    Shown("sources", "admin:sources_source_changelist", "/admin/sources/source/"),
    Shown("alerts", "admin:sources_alert_changelist", "/admin/sources/alert/"),
    Shown("pages", "admin:claims_page_changelist", "/admin/claims/page/"),
    Shown("ratings", "admin:claims_ratingscale_changelist", "/admin/claims/ratingscale/"),
    Shown("users", "admin:auth_user_changelist", "/admin/auth/user/", "admin"),
    Shown("groups", "admin:auth_group_changelist", "/admin/auth/group/", "admin"),
    Shown("claims-app", "admin:app_list", "/admin/claims/"),
]  # fmt: skip
FORMS = [
    Shown("article-add", "admin:claims_article_add", "/admin/claims/article/add/"),
    Shown("article-form", "admin:claims_article_change", "/admin/claims/article/{article}/change/"),
    Shown("claim-form", "admin:claims_claim_change", "/admin/claims/claim/{new}/change/"),
    Shown("evidence-add", "admin:claims_evidence_add", "/admin/claims/evidence/add/"),
    Shown(
        "evidence-form", "admin:claims_evidence_change",
        "/admin/claims/evidence/{evidence}/change/",
    ),
    Shown("verdict-add", "admin:claims_verdict_add", "/admin/claims/verdict/add/"),
    Shown(
        "verdict-form", "admin:claims_verdict_change", "/admin/claims/verdict/{draft}/change/",
        "reviewer",
    ),
    Shown("claimant-add", "admin:claims_claimant_add", "/admin/claims/claimant/add/"),
    Shown(
        "claimant-form", "admin:claims_claimant_change",
        "/admin/claims/claimant/{claimant}/change/",
    ),
    Shown(
        "complaint-form", "admin:claims_complaint_change",
        "/admin/claims/complaint/{complaint}/change/",
    ),
    Shown(
        "complaint-editor", "admin:claims_complaint_change",
        "/admin/claims/complaint/{complaint}/change/", "editor",
    ),
    Shown(
        "correction-form", "admin:claims_correction_change",
        "/admin/claims/correction/{correction}/change/",
    ),
    Shown("source-form", "admin:sources_source_change", "/admin/sources/source/{source}/change/"),
    Shown("alert-form", "admin:sources_alert_change", "/admin/sources/alert/{alert}/change/"),
    Shown("page-form", "admin:claims_page_change", "/admin/claims/page/{page}/change/", "editor"),
    Shown("rating-add", "admin:claims_ratingscale_add", "/admin/claims/ratingscale/add/", "admin"),
    Shown(
        "rating-form", "admin:claims_ratingscale_change",
        "/admin/claims/ratingscale/{scale}/change/", "admin",
    ),
    Shown("user-add", "admin:auth_user_add", "/admin/auth/user/add/", "admin"),
    Shown("user-form", "admin:auth_user_change", "/admin/auth/user/{user}/change/", "admin"),
    Shown(
        "user-password", "admin:auth_user_password_change", "/admin/auth/user/{user}/password/",
        "admin",
    ),
    Shown("group-add", "admin:auth_group_add", "/admin/auth/group/add/", "admin"),
    Shown("group-form", "admin:auth_group_change", "/admin/auth/group/{group}/change/", "admin"),
    Shown("password", "admin:password_change", "/admin/password_change/"),
    Shown("password-done", "admin:password_change_done", "/admin/password_change/done/"),
]  # fmt: skip
# Of a claim and its verdicts the workbench tells it; what is never edited has none.
TOLD_ELSEWHERE = {"claim-form", "verdict-form", "complaint-form", "correction-form", "alert-form"}
HISTORIES = [
    Shown(
        shown.name.replace("-form", "-history"),
        shown.route.replace("_change", "_history"),
        shown.address.replace("/change/", "/history/"),
        shown.who,
    )
    for shown in FORMS
    if shown.name.endswith("-form") and shown.name not in TOLD_ELSEWHERE
]
EVERY_PAGE = [*READERS, *OTHERS, *DESK, *LISTS, *FORMS, *HISTORIES]
