"""The one form that readers can send."""

from django import forms

from claims.models.complaint import TEXT_LENGTH


class ComplaintForm(forms.Form):
    """What is wrong with a check, and how to answer whoever says so."""

    text = forms.CharField(
        label="What is wrong?",
        max_length=TEXT_LENGTH,
        help_text="A link to a source helps us most.",
        error_messages={"required": "Say what is wrong, so that we can look into it."},
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    contact = forms.EmailField(
        label="Your e-mail address",
        required=False,
        help_text="Only the desk sees it, and only to answer you.",
        error_messages={"invalid": "This is not an e-mail address. Mend it or leave it out."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def is_from_a_machine(self) -> bool:
        """People do not see the field `website`; a machine that fills in forms does."""
        return bool(self.data.get("website"))
