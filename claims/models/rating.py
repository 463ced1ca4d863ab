"""Rating scales are data: a newsroom may retire a rating, and old verdicts keep it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q


class RatingScale(models.Model):
    """A versioned set of ratings that answers one question."""

    class Question(models.TextChoices):
        # Did it happen as said?
        SUBSTANCE = "substance", "Is it true?"
        # Did they say it?
        ATTRIBUTION = "attribution", "Did they say it?"

    slug = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    question = models.CharField(max_length=12, choices=Question)
    title = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["slug", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "version"], name="scale_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (version {self.version})"


class RatingQuerySet(models.QuerySet["Rating"]):
    def usable(self) -> Self:
        """What a new verdict may choose from."""
        return self.filter(retired_at__isnull=True)


class Rating(models.Model):
    """One finding on a scale. It has a number only if it lies on the true–false axis."""

    scale = models.ForeignKey(RatingScale, models.PROTECT, related_name="ratings")
    slug = models.SlugField(max_length=40)
    label = models.CharField(max_length=60)
    meaning = models.CharField(max_length=300, help_text="One sentence that a reader understands.")
    value = models.SmallIntegerField(null=True, blank=True)
    best = models.SmallIntegerField(null=True, blank=True)
    worst = models.SmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = models.Manager.from_queryset(RatingQuerySet)()

    class Meta:
        ordering: ClassVar = ["scale", "position", "pk"]
        constraints: ClassVar = [
            # The API names a rating by its slug, which must mean one rating.
            models.UniqueConstraint(
                fields=["slug"], condition=Q(retired_at=None), name="rating_slug_in_use_once"
            ),
            # ClaimReview: a number without its ends means nothing.
            models.CheckConstraint(
                condition=Q(value=None, best=None, worst=None)
                | Q(value__gte=F("worst"), value__lte=F("best"), worst__lt=F("best")),
                name="rating_number_with_its_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def question(self) -> str:
        return self.scale.question
