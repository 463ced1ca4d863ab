"""When the answer to a complaint was sent, and the outbox of those that wait."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0006_passages_and_resolutions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="reply_sent_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("answered_at__isnull", False), ("reply_sent_at", None)),
                fields=["answered_at"],
                name="complaint_reply_unsent",
            ),
        ),
    ]
