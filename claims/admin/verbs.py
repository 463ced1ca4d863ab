"""The verbs as buttons: what each is called, what it asks for, and what is said when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.contrib.auth.models import User
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from claims.models import Claim, Correction
from claims.permissions import REVIEW, who_may


class Worked(Protocol):
    """A row with verbs."""

    pk: Any

    def verbs_for(self, person: Any) -> list[str]: ...


def reviewers() -> Any:
    """Active people who may review. Superusers may everything."""
    return who_may(REVIEW).order_by("username")


def _note(label: str, *, required: bool = False) -> forms.CharField:
    widget = UnfoldAdminTextareaWidget(attrs={"rows": 2})
    return forms.CharField(label=label, required=required, widget=widget)


class Noted(forms.Form):
    note = _note("Note")


class Reasoned(forms.Form):
    reason = forms.ChoiceField(
        label="Reason", choices=Claim.DismissReason.choices, widget=UnfoldAdminSelectWidget
    )
    note = _note("Note")


class Assigned(forms.Form):
    to = forms.ModelChoiceField(
        queryset=User.objects.none(), label="To", widget=UnfoldAdminSelectWidget
    )
    note = _note("Note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = reviewers()  # type: ignore[attr-defined]


class Merged(forms.Form):
    other = forms.ModelChoiceField(
        queryset=Claim.objects.all(),
        label="Into claim number",
        widget=UnfoldAdminIntegerFieldWidget,
        error_messages={"invalid_choice": "There is no claim of this number."},
    )


class Wanted(forms.Form):
    note = _note("What should change?", required=True)


class Corrected(forms.Form):
    kind = forms.ChoiceField(
        label="What kind of correction?",
        choices=[choice for choice in Correction.Kind.choices if choice[0] != "withdrawn"],
        widget=UnfoldAdminSelectWidget,
    )
    note = _note("For readers: what was wrong, and what is right")


class Rechecked(forms.Form):
    note = _note("For readers, if you wish: what you are looking at")


class Withdrawn(forms.Form):
    note = _note("For readers: why this check is withdrawn", required=True)


class Answered(forms.Form):
    reply = _note("Answer to the reader", required=True)


class Linked(forms.Form):
    correction = forms.ModelChoiceField(
        queryset=Correction.objects.none(), label="Which one", widget=UnfoldAdminSelectWidget
    )


@dataclass(frozen=True, slots=True)
class Verb:
    """One button. With a form it opens first; `warning` says what is lost."""

    name: str
    label: str
    done: str
    form: type[forms.Form] | None = None
    warning: str = ""
    main: bool = False


CLAIM = [
    Verb("accept", "Accept", "It is to be checked.", main=True),
    Verb("take", "Take", "It is yours.", main=True),
    Verb("confirm", "Confirm wording", "You have read wording and attribution against the text."),
    Verb("undo_confirm", "Undo confirm", "Nobody has confirmed it any more."),
    Verb("assign", "Assign…", "It is assigned.", Assigned),
    Verb("release", "Give back", "Anybody may take it now."),
    Verb("undo_accept", "Undo accept", "It is new again."),
    Verb("reopen", "Reopen", "It is to be checked.", main=True),
    Verb("dismiss", "Dismiss…", "We are not checking it.", Reasoned),
    Verb("merge_into", "Merge…", "It counts as one with the other claim.", Merged),
    Verb("unmerge", "Unmerge", "It is a claim of its own again."),
]
VERDICT = [
    Verb("submit", "Submit for second reading", "A second reader is asked for.", main=True),
    Verb("approve", "Approve", "You agreed.", main=True),
    Verb("publish", "Publish", "Readers see it now.", main=True),
    Verb("request_changes", "Request changes…", "It is back with its author.", Wanted),
    Verb(
        "announce_recheck", "Checking again…", "Readers are told that this is checked again.",
        Rechecked,
    ),
    Verb("end_recheck", "It stands: end the notice", "Readers are told no longer."),
    Verb("correct", "Correct…", "Here is the draft that will take its place.", Corrected),
    Verb(
        "withdraw", "Withdraw…", "It is withdrawn.", Withdrawn,
        "The finding is taken back in public. Its page stays, under your notice.",
    ),
    Verb(
        "discard", "Discard…", "The draft is gone.", forms.Form,
        "The draft's rating and words are thrown away. Only the history keeps them.",
    ),
]  # fmt: skip
COMPLAINT = [
    Verb("look_into", "Look into it", "It is yours to answer.", main=True),
    Verb("uphold", "Uphold…", "The reader is right, and has your answer.", Answered),
    Verb("partly_uphold", "Partly uphold…", "The reader has your answer.", Answered),
    Verb("reject", "Reject…", "The check stands, and the reader has your answer.", Answered),
    Verb(
        "correct",
        "Correct the check…",
        "Here is the draft that will take its place.",
        Corrected,
        main=True,
    ),
    Verb(
        "withdraw",
        "Withdraw the check…",
        "It is withdrawn.",
        Withdrawn,
        "The finding is taken back in public. Its page stays, under your notice.",
    ),
    Verb("link", "Was corrected already…", "The complaint names its correction.", Linked),
]


def offered(verbs: list[Verb], row: Worked, person: User) -> list[dict[str, Any]]:
    """The buttons that this person may press now, with their forms, in the page's order."""
    may = set(row.verbs_for(person))
    return [
        {"verb": verb, "form": verb.form(auto_id=f"id_{verb.name}_%s") if verb.form else None}
        for verb in verbs
        if verb.name in may
    ]


def use(row: Any, verb: Verb, form: forms.Form | None, *, by: User) -> Any:
    """Do it. Raises what the verb raises: Refused, or ValidationError for bad input."""
    method: Callable[..., Any] = getattr(row, verb.name)
    asked = dict(form.cleaned_data) if form else {}
    if verb.name == "merge_into":
        return method(asked["other"], by=by)
    return method(by=by, **asked)
