"""Forms that read what was typed and leave judging and saving to the verbs of the models."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import QueryDict

from claims.refusals import Refused, Stale

KEPT = (
    "What you typed is kept below; under each field stands what it says now. "
    "Save again to replace that."
)


class DeskForm(forms.ModelForm):  # type: ignore[type-arg]
    """Shows a model's refusal as its own error, with all that was typed kept.

    The admin saves after the form is valid; if the verb refuses then, it asks the form anew, with
    the refusal in `refused`. So nothing is judged twice, and nobody's text is lost.
    """

    refused: ClassVar[Refused | ValidationError | None] = None
    person: ClassVar[User | None] = None
    # The version that the editor saw; the verb compares it with the row's.
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = getattr(self.instance, "version", None)

    def _post_clean(self) -> None:
        """The verb validates, on a row of its own."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if isinstance(self.refused, ValidationError):
            self._show(self.refused)
        elif self.refused is not None:
            self.add_error(None, str(self.refused))
        if isinstance(self.refused, Stale):
            self._show_both_versions()
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What was typed anew, by field."""
        return {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if name != "version" and name in self.cleaned_data
        }

    def _show(self, error: ValidationError) -> None:
        """Each sentence beside its field, or above the form where that has no such field."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, sentences in error.error_dict.items():
            self.add_error(name if name in self.fields else None, sentences)

    def _show_both_versions(self) -> None:
        """Beside each field of mine what it says now, and the row's version to save over it."""
        self.add_error(None, KEPT)
        for name in self.changes():
            if name in self.fields:
                self.add_error(name, f"It now says: “{self._now(name)}”")
        mine = cast(QueryDict, self.data).copy()
        mine["version"] = str(self.instance.version)
        self.data = mine

    def _now(self, name: str) -> str:
        value = self.initial.get(name, getattr(self.instance, name, ""))
        if isinstance(value, list):
            return ", ".join(str(item) for item in value)
        display = getattr(self.instance, f"get_{name}_display", None)
        return str(display() if display else value or "")
