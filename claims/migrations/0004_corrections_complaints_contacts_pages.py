"""Who was asked, what was corrected, what readers complain of, and the desk's own pages."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0003_approver_never_contributed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("who", models.CharField(help_text="As readers will see it.", max_length=300)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        help_text="How they were reached; only the desk sees it.",
                        max_length=300,
                    ),
                ),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                ("answer", models.TextField(blank=True, help_text="As readers will see it.")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("answered", "Answered"),
                            ("declined", "Declined to comment"),
                            ("no_reply", "Did not reply"),
                            ("corrected_it", "Corrected the statement"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contacts",
                        to="claims.claim",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rating_changed", "The rating has changed"),
                            ("error_rating_stands", "An error is corrected; the rating stands"),
                            ("update", "Updated with what is new"),
                            ("source_replaced", "A source is replaced"),
                            ("withdrawn", "This check is withdrawn"),
                            ("typo", "A typing error"),
                        ],
                        max_length=19,
                    ),
                ),
                (
                    "note",
                    models.TextField(help_text="For readers: what was wrong, and what is right."),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "from_verdict",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="claims.verdict",
                    ),
                ),
                (
                    "to_verdict",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrected_by",
                        to="claims.verdict",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(validators=[django.core.validators.MaxLengthValidator(5000)]),
                ),
                (
                    "contact",
                    models.EmailField(
                        blank=True, help_text="Only the desk sees it.", max_length=254
                    ),
                ),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, editable=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("looking", "Being looked into"),
                            ("upheld", "Upheld"),
                            ("partly_upheld", "Partly upheld"),
                            ("rejected", "Rejected"),
                        ],
                        default="new",
                        editable=False,
                        max_length=13,
                    ),
                ),
                (
                    "reply",
                    models.TextField(blank=True, help_text="What the desk answers the reader."),
                ),
                ("answered_at", models.DateTimeField(editable=False, null=True)),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="claims.verdict",
                    ),
                ),
                (
                    "correction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="complaints",
                        to="claims.correction",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPage",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        choices=[("methodology", "How we check"), ("about", "About us")],
                        db_index=True,
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "text",
                    models.TextField(
                        help_text="Plain text. A blank line ends a paragraph; “# ” begins a heading, “- ” an item of a list."
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical page",
                "verbose_name_plural": "historical pages",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Page",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.CharField(
                        choices=[("methodology", "How we check"), ("about", "About us")],
                        max_length=20,
                        unique=True,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                (
                    "text",
                    models.TextField(
                        help_text="Plain text. A blank line ends a paragraph; “# ” begins a heading, “- ” an item of a list."
                    ),
                ),
                ("changed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "changed_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
            },
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "withdrawn"), ("to_verdict", None)),
                    models.Q(
                        models.Q(("kind", "withdrawn"), _negated=True),
                        ("to_verdict__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="correction_leads_to_a_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_verdict", None),
                    models.Q(("to_verdict", models.F("from_verdict")), _negated=True),
                    _connector="OR",
                ),
                name="correction_of_another_verdict",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "typo"), ("note__gt", ""), _connector="OR"),
                name="correction_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(fields=["state", "received_at"], name="complaint_by_state"),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handler", None), ("state", "new")),
                    models.Q(
                        models.Q(("state", "new"), _negated=True),
                        models.Q(("handler", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="complaint_has_its_handler",
            ),
        ),
        migrations.AddConstraint(
            model_name="complaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("state__in", ["new", "looking"])),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("reply__gt", ""),
                        ("state__in", ["upheld", "partly_upheld", "rejected"]),
                    ),
                    _connector="OR",
                ),
                name="complaint_answered_with_a_reply",
            ),
        ),
    ]
