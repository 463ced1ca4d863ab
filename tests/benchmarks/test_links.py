"""The link benchmark's own rig and measures: what they count is what they say."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from benchmarks import link_pipeline_step as step
from benchmarks.drift import HARMLESS, REAL, draft
from benchmarks.link_rig import CLASSES, Ports, page, url_of, write_lists
from benchmarks.links import mistakes
from benchmarks.processes import cpu_of, family, run, table
from sources.models import Source
from sources.outcome import Outcome


def test_the_rig_has_28_classes_and_5000_urls_with_outcomes_that_exist(tmp_path: Path) -> None:
    write_lists(tmp_path, Ports(1, 2, 3, 4))
    urls = (tmp_path / "lists/mix5000.txt").read_text().split()
    truth = json.loads((tmp_path / "lists/mix5000.truth.json").read_text())
    assert len(CLASSES) == 28 and len(set(urls)) == len(truth) == 5000
    assert {each.outcome for each in CLASSES} <= set(Outcome)
    assert url_of(CLASSES[0], 0, Ports(1, 2, 3, 4)) == "http://127.0.0.1:1/ok/0.html"
    assert 29_000 < len(page(3)) < 31_000


def test_what_is_missing_or_wrong_is_counted() -> None:
    classes = {"a": {"truth": "ok"}, "b": {"truth": "dead"}}
    truth = {"u1": "a", "u2": "a", "u3": "b"}
    found = {"u1": "ok", "u3": "blocked"}
    wrong = mistakes(found, truth, classes)
    assert wrong == {"a": {"missing": 1}, "b": {"blocked": 1}}


def test_the_cpu_of_a_program_and_of_its_children_is_counted() -> None:
    work = "sum(range(3_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{work}'])"
    ran = run([sys.executable, "-c", child])
    assert ran.cpu > 0.02 and ran.status == 0
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as waiting:
        assert family(waiting.pid) == [waiting.pid] and cpu_of([waiting.pid]) >= 0
        waiting.communicate(b"\n")
    assert table(["a", "b"], [[1, 22]]).splitlines()[-1] == "1  22"


def test_the_changes_of_the_drift_benchmark_change_something() -> None:
    chance = random.Random(1)
    for change in (*HARMLESS.values(), *REAL.values()):
        before = draft(chance)
        assert change(before, chance).html() != before.html()


@pytest.mark.django_db
def test_all_but_the_idle_sources_come_due_however_long_their_interval_has_grown(
    tmp_path: Path,
) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("http://a.test/1\nhttp://a.test/2\n")
    step.add(str(listed))
    step.add_idle("3")
    Source.objects.filter(host="a.test").update(next_check_at=timezone.now() + 2 * step.LATER)
    step.make_due()
    assert set(Source.objects.due(timezone.now()).values_list("host", flat=True)) == {"a.test"}
    assert Source.objects.due(timezone.now()).count() == 2
