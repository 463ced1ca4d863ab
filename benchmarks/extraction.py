"""Measures the extraction on annotated texts: `python -m benchmarks.extraction --help`.

Attribution (PolNeAR), claims (articles annotated by the project's guidelines), check-worthiness
(CheckThat! transcripts); then what it costs: words a second on one core, memory, time to load.
"""

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks import claims_metrics, worth_metrics
from benchmarks.attribution_metrics import Marked, Spans, Tally
from benchmarks.polnear import Article, articles
from claims.extraction import check_worthiness, debates, extract
from claims.extraction.attribution import attribute, method
from claims.extraction.document import Document, language, parse
from claims.extraction.names import words
from claims.extraction.tagger import read, tagger
from claims.extraction.types import Attribution, Span

PLAIN = words("""
according add added adding adds announce announced announces announcing argue argued argues arguing
ask asked asking asks claim claimed claiming claims declare declared declares declaring explain
explained explaining explains note noted notes noting remark remarked remarks remarking replied
replies reply replying report reported reporting reports respond responded responding responds said
say saying says state stated states stating tell telling tells told tweet tweeted tweeting tweets
warn warned warning warns write writes writing wrote
""")
"""The forms of the plain verbs of speech, by which gold cues are told from "wants", "supports"."""
SPLITS = ("test", "dev")
"""Where a corpus has them, its held-out articles are measured, else the development ones."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, help="PolNeAR: a folder with test or dev in it")
    parser.add_argument("--claims", type=Path, help="one JSON of annotated claims per article")
    parser.add_argument("--texts", type=Path, help="their texts; else --claims' own or PolNeAR's")
    parser.add_argument(
        "--checkthat", type=Path, help="CheckThat!: transcripts, or a folder of them"
    )
    parser.add_argument("--limit", type=int, help="measure the first articles only")
    parser.add_argument("--rules", action="store_true", help="attribution without the model")
    parser.add_argument("--nested", action="store_true", help="count who said that who said, too")
    options = parser.parse_args()
    print(_loading())
    if options.polnear:
        corpus = articles(split(options.polnear))[: options.limit]
        print(*attribution(corpus, learned=not options.rules, nested=options.nested), sep="\n")
        print(speed(corpus))
    if options.claims:
        print(*claims(options.claims, texts_of(options)), sep="\n")
    if options.checkthat:
        print(*worth(options.checkthat), sep="\n")
    print(f"Peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def split(folder: Path) -> Path:
    """The folder of the split to measure: the corpus itself may be one."""
    return next((folder / name for name in SPLITS if (folder / name / "text").is_dir()), folder)


def texts_of(options: argparse.Namespace) -> Path:
    """Where the annotated articles' texts lie."""
    if options.texts:
        return Path(options.texts)
    if any(options.claims.glob("*.txt")) or not options.polnear:
        return Path(options.claims)
    return split(options.polnear) / "text"


def _loading() -> str:
    start = time.perf_counter()
    language()
    tagger()
    return f"Loading the parser and the tagger: {time.perf_counter() - start:.1f} s ({method()})"


def attribution(corpus: Sequence[Article], *, learned: bool, nested: bool) -> Iterator[str]:
    """The scores of attribution, and its shares by kind and by type of cue."""
    tally = Tally()
    for article in corpus:
        document = parse(article.text)
        readings = read(article.text) if learned else None
        found = map(marked, attribute(document, readings, nested=nested))
        tally.add(article.text, article.readings[0], found, partial(groups, document))
    yield f"\nAttribution: {len(corpus)} articles, {tally.sums['gold']:.0f} attributions"
    for name, score in sorted(tally.scores().items()):
        yield f"  {name:16} P {score.precision:5.1f}  R {score.recall:5.1f}  F1 {score.f1:5.1f}"
    for group in sorted(tally.groups):
        count, found_, exact, source = tally.shares(group)
        yield (
            f"  {group:16} {count:5}  found {found_:5.1f} %  exact {exact:5.1f} %"
            f"  right source if found {source:5.1f} %"
        )


def marked(found: Attribution) -> Marked:
    """The extractor's attribution as the metrics read it."""

    def places(*spans: Span | None) -> Spans:
        return [(span.start, span.end) for span in spans if span is not None]

    return Marked(places(found.source), places(found.cue), places(*found.contents))


def groups(document: Document, gold: Marked) -> tuple[str, str]:
    """The kind of a gold attribution, by its quotation marks, and whether its cue is plain."""
    said = {w.lower() for s, e in gold.cue for w in document.text[s:e].split()}
    plain = any(word.strip(":,") in PLAIN for word in said)
    return kind(document, gold), "plain speech cue" if plain else "other cue"


def kind(document: Document, gold: Marked) -> str:
    """The kind of a gold attribution, by its quotation marks."""
    inside = sum(
        max(0, min(end, q.end) - max(start, q.start))
        for start, end in gold.contents
        for q in document.quotations
    )
    whole = sum(end - start for start, end in gold.contents)
    if inside <= 2:
        return "indirect"
    return "direct" if whole - inside <= 3 else "mixed"


def speed(corpus: Sequence[Article]) -> str:
    """Words a second of the processor's time, for the whole extraction."""
    start = time.process_time()
    for article in corpus:
        extract(article.text)
    seconds = time.process_time() - start
    count = sum(len(article.text.split()) for article in corpus)
    return f"\nThe whole extraction: {count / seconds:,.0f} words a second on one core"


def claims(gold: Path, texts: Path) -> Iterator[str]:
    yield f"\nClaims: {len(list(gold.glob('*.json')))} articles"
    for name, value in claims_metrics.score(gold, texts, extract).rates().items():
        yield f"  {name:18} {value:5.1f}"


def worth(folder: Path) -> Iterator[str]:
    """The MAP, each transcript's precision, and how many of them the model was trained on."""
    paths = worth_metrics.transcripts(folder)
    mean, each = worth_metrics.mean_average_precision(paths, check_worthiness)
    yield f"\nCheck-worthiness of {paths[0].parent}: MAP {mean:.3f} over {len(each)} transcripts"
    seen = sum(worth_metrics.digest(path) in debates.load().trained_on for path in paths)
    if seen:
        yield (
            f"  NOT A MEASUREMENT: the model was trained on {seen} of them."
            " `python -m benchmarks.train_worth` cross-validates."
        )
    for name, precision in each.items():
        yield f"  {name:28} {precision:.3f}"


if __name__ == "__main__":
    main()
