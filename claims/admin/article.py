"""Articles: text in, and what came of it."""

import uuid
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextareaWidget

from claims import intake
from claims.admin import filters
from claims.admin.base import VerbAdmin
from claims.admin.forms import DeskForm
from claims.admin.verbs import Verb
from claims.models import Article, Claim
from claims.permissions import REVIEW, lacks
from claims.reading import MOST_BYTES, UPLOADS, UnreadableFile, read_upload
from claims.refusals import Refused
from sources.back_office import ReadOnlyInline, moment, pill
from sources.list_filters import ArrivedFilter

DETAILS = ["title", "kind", "default_speaker", "outlet", "author", "published_at"]
PLANS = ["due_at", "ours"]


class AddArticleForm(DeskForm):
    """An address, a pasted text or a file; intake judges all three."""

    # Sent twice, the form is one article.
    this_form = forms.CharField(
        required=False, max_length=36, widget=forms.HiddenInput, initial=uuid.uuid4
    )
    text = forms.CharField(
        required=False,
        label="Or the text",
        # What is kept is what was pasted: the text is the ground that all anchors stand on.
        strip=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 12}),
        help_text="The whole text, with its headline if it has one.",
    )
    upload = forms.FileField(
        required=False,
        label="Or a file",
        widget=UnfoldAdminFileFieldWidget,
        help_text=f"A {UPLOADS} file.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Its headline, if you leave this empty."
        self.fields["url"].label = "Address of the page"
        self.fields["url"].help_text = (
            "Enough by itself: the page is fetched, and title, author, outlet and date fill "
            "themselves. Beside a text or a file it says where that was published."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("text", "").strip() and cleaned.get("upload"):
            raise ValidationError({"upload": "Give a text or a file, not both."})
        return cleaned


def _text_of(upload: Any) -> str:
    # A form that was refused reads its file a second time.
    upload.seek(0)
    try:
        return read_upload(upload.name, upload.read(MOST_BYTES + 1))
    except UnreadableFile as error:
        raise ValidationError({"upload": str(error)}) from error


class ClaimInline(ReadOnlyInline):
    """The article's claims in reading order."""

    model = Claim
    verbose_name_plural = "Claims in reading order"
    fields = readonly_fields = ["wording", "who", "where_it_stands", "assignee"]
    ordering = ["start", "pk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return super().get_queryset(request).select_related("assignee")

    @admin.display(description="Claim")
    def wording(self, claim: Claim) -> SafeString:
        address = reverse("admin:claims_claim_change", args=[claim.pk])
        return format_html('<a class="link" href="{}">{}</a>', address, claim.text)

    @admin.display(description="Said by")
    def who(self, claim: Claim) -> str:
        return claim.claimant_text or claim.get_kind_display()

    @admin.display(description="Status")
    def where_it_stands(self, claim: Claim) -> SafeString:
        return pill(claim.status, claim.get_status_display())


@admin.register(Article)
class ArticleAdmin(VerbAdmin):
    """What is to be checked, from the text to the last verdict."""

    list_display = [
        "name", "extraction", "claims_found", "claims_open", "claims_published", "due", "came_in",
    ]  # fmt: skip
    list_display_links = None
    list_filter = [
        filters.ExtractionFilter, ArrivedFilter, filters.ArticleAssigneeFilter,
        filters.ArticleDueFilter, filters.ArticleUrgentFilter, filters.ArticleOutletFilter, "kind",
        filters.OursFilter,
    ]  # fmt: skip
    search_fields = ["title", "outlet", "author", "url"]
    search_help_text = "Title, outlet, author or address"
    inlines = [ClaimInline]
    readonly_fields = ["language", "extraction", "extraction_note", "text_as_received"]
    work_page = ("Read and triage", "desk:article")
    verbs = [Verb("retry_extraction", "Have it read again", "The machine reads it again.")]
    add_fieldsets = [
        (None, {"fields": ["url", "text", "upload", "this_form"]}),
        ("What it is", {"fields": DETAILS}),
        ("Plans", {"fields": PLANS}),
    ]
    fieldsets = [
        ("What it is", {"fields": ["url", *DETAILS, "language"]}),
        ("Plans", {"fields": PLANS}),
        ("The text", {"fields": ["text_as_received"], "classes": ["collapse"]}),
    ]
    change_form_outer_before_template = "claims/admin/article_above.html"
    export = {
        "id": "pk",
        "title": "title",
        "outlet": "outlet",
        "url": "url",
        "author": "author",
        "kind": "kind",
        "language": "language",
        "published_at": "published_at",
        "received_at": "created_at",
        "due_at": "due_at",
        "extraction_state": "extraction_state",
        "claims": "number_found",
        "open": "number_open",
        "published": "number_published",
    }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        waiting = [
            Claim.Status.EXTRACTED, Claim.Status.OPEN, Claim.Status.IN_PROGRESS,
            Claim.Status.AWAITING_APPROVAL,
        ]  # fmt: skip
        return (
            super()
            .get_queryset(request)
            .annotate(
                number_found=Count("claims"),
                number_open=Count("claims", filter=Q(claims__status__in=waiting)),
                number_published=Count("claims", filter=Q(claims__status=Claim.Status.PUBLISHED)),
            )
        )

    # Forms.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = AddArticleForm
        return super().get_form(request, obj, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return self.inlines if obj else []

    def editing_refusal(self, row: Any, person: Any) -> Refused | None:
        return lacks(person, REVIEW)

    def edit(self, row: Article, form: DeskForm, *, by: Any) -> None:
        row.edit(by=by, version=form.cleaned_data["version"], **form.changes())

    def make(self, form: DeskForm, *, by: Any) -> Article:
        names = ["url", *DETAILS, *PLANS]
        given: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
        given["form_key"] = form.cleaned_data["this_form"]
        # Nothing in the box is no text; intake says what to do where there is no address either.
        text = form.cleaned_data["text"] if form.cleaned_data["text"].strip() else None
        if upload := form.cleaned_data["upload"]:
            text = _text_of(upload)
        return intake.add_article(by=by, text=text, **given)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Whoever added it goes where its claims are about to appear."""
        if {"_addanother", "_continue"} & set(request.POST):
            return super().response_add(request, obj, post_url_continue)
        # That page says itself how far it is: a message would only be one thing more to read.
        return HttpResponseRedirect(reverse("desk:article", args=[obj.pk]))

    def above(self, request: HttpRequest, row: Article) -> dict[str, Any]:
        return {"extraction": self.extraction(row)}

    def use(self, row: Article, verb: Verb, form: Any, *, by: Any) -> None:
        """The claims are found again by a task, so the verb lives one level up."""
        intake.retry(row, by=by)

    # What the columns show.

    @admin.display(description="Article", ordering="title")
    def name(self, article: Article) -> SafeString:
        at = article.published_at
        day = date_format(timezone.localtime(at), "SHORT_DATE_FORMAT") if at else ""
        return self.row_link(article, article.title, article.outlet, day)

    @admin.display(description="Due", ordering="due_at")
    def due(self, article: Any) -> SafeString | str:
        if article.due_at and article.due_at < timezone.now() and article.number_open:
            return format_html('<b class="late">{}</b>', moment(article.due_at))
        return moment(article.due_at)

    @admin.display(description="Came in", ordering="created_at")
    def came_in(self, article: Article) -> SafeString | str:
        return moment(article.created_at)

    @admin.display(description="Finding claims", ordering="extraction_state")
    def extraction(self, article: Article) -> SafeString:
        return pill(article.extraction_state, article.stage)

    @admin.display(description="Claims", ordering="number_found")
    def claims_found(self, article: Any) -> SafeString:
        return self._claims(article, article.number_found, "")

    @admin.display(description="Unfinished", ordering="number_open")
    def claims_open(self, article: Any) -> SafeString:
        return self._claims(article, article.number_open, "&status__exact=unfinished")

    @admin.display(description="Published", ordering="number_published")
    def claims_published(self, article: Any) -> SafeString:
        return self._claims(article, article.number_published, "&status__exact=published")

    def _claims(self, article: Article, number: int, query: str) -> SafeString:
        address = reverse("admin:claims_claim_changelist")
        address = f"{address}?article__id__exact={article.pk}{query}"
        return format_html('<a class="link" href="{}">{}</a>', address, number)

    @admin.display(description="As received")
    def text_as_received(self, article: Article) -> SafeString:
        revision = article.revisions.last()
        return format_html('<div class="as-received">{}</div>', revision.text if revision else "–")
