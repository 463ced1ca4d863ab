"""What beat sends exists, and each task has a queue that some worker reads."""

import pytest
from django.conf import settings

from claimtracker.celery import app
from claimtracker.run import WORKERS
from sources import leases

# As a worker does when it starts.
app.loader.import_default_modules()
OURS = sorted(name for name in app.tasks if name.startswith(("claims.", "sources.")))
QUEUES = {queue for part in WORKERS for queue in part.command[-3].split(",")}


@pytest.mark.parametrize("entry", sorted(settings.CELERY_BEAT_SCHEDULE))
def test_every_task_of_beat_is_registered(entry: str) -> None:
    assert settings.CELERY_BEAT_SCHEDULE[entry]["task"] in OURS


@pytest.mark.parametrize("name", OURS)
def test_every_task_goes_to_a_queue_that_a_worker_reads(name: str) -> None:
    queue = app.amqp.router.route({}, name)["queue"].name
    assert queue in QUEUES


def test_only_the_extraction_has_its_own_queue() -> None:
    queues = {name: app.amqp.router.route({}, name)["queue"].name for name in OURS}
    assert [name for name, queue in queues.items() if queue == "extraction"] == [
        "claims.tasks.extract"
    ]


def test_a_lease_outlasts_every_task() -> None:
    assert leases.lease_length().total_seconds() > app.conf.task_time_limit


def test_a_running_task_is_not_delivered_again_while_it_may_still_end() -> None:
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]
