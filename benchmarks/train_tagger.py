"""Trains the tagger of the extraction on PolNeAR: `python -m benchmarks.train_tagger --help`.

A MiniLM-L6 with two kinds of heads: a tag for each word piece (outside, or the beginning or the
inside of a source, a cue or a content), and links (which cue a content belongs to, which source a
cue has), each as a scaled product of two projections. torch is needed here and nowhere else.
"""

import argparse
import math
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.polnear import Article, articles
from claims.extraction.windows import CLS, PAD, SEP, Window, pack, paragraphs

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("source", "cue", "contents")
LINK = 64
"""Dimensions of a link's projections."""
BATCH = 8
BODY_RATE, HEAD_RATE = 2e-4, 2e-3
HIDDEN, HEADS, LAYERS, INNER = 384, 12, 6, 1536
MIDDLE = 4
"""The layer whose states tell what a sentence is about: those of the last tell who said it."""


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, length, HEADS, HIDDEN // HEADS).transpose(1, 2)

        query, key, value = split(self.query(x)), split(self.key(x)), split(self.value(x))
        seen = functional.scaled_dot_product_attention(query, key, value, mask)
        seen = seen.transpose(1, 2).reshape(batch, length, HIDDEN)
        x = self.norm1(x + self.drop(self.out(seen)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Tags and link projections of each word piece."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.types = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags = nn.Linear(HIDDEN, len(TAGS))
        self.links = nn.Linear(HIDDEN, 4 * LINK)

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        _, last = self.states(ids, mask)
        return self.tags(last), self.links(last)

    def states(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What is known of each piece after `MIDDLE` layers, and after the last."""
        places = torch.arange(ids.shape[1], device=ids.device).unsqueeze(0)
        x = self.words(ids) + self.positions(places) + self.types.weight[0]
        x = self.drop(self.norm(x))
        away = (1.0 - mask.to(x.dtype))[:, None, None, :] * -10000.0
        middle = x
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, away)
            middle = x if number == MIDDLE else middle
        return middle, self.drop(x)


NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm2",
    "embeddings.word_embeddings": "words", "embeddings.position_embeddings": "positions",
    "embeddings.token_type_embeddings": "types", "embeddings.LayerNorm": "norm",
}  # fmt: skip


def base_weights(path: Path) -> dict[str, Tensor]:
    """The weights of all-MiniLM-L6-v2 under our names."""
    found = {}
    for name, value in load_file(path).items():
        stem, _, kind = name.rpartition(".")
        layer = ""
        if stem.startswith("encoder.layer."):
            _, _, number, stem = stem.split(".", 3)
            layer = f"layers.{number}."
        if stem in NAMES:
            found[f"{layer}{NAMES[stem]}.{kind}"] = value
    return found


class Example:
    """A window with its tags, and for each piece where its link may point (0, [CLS]: nowhere)."""

    def __init__(self, window: Window, article: Article, which: int) -> None:
        size = len(window) + 2
        self.ids = [CLS, *(p.id for p in window), SEP]
        self.tags = [0] * size
        self.to_cue: dict[int, list[int]] = {}
        self.to_source: dict[int, list[int]] = {}
        low, high = window[0].start, window[-1].end
        for gold in article.readings[which]:
            places = {
                role: [
                    [i for i, p in enumerate(window, 1) if p.start < end and start < p.end]
                    for start, end in getattr(gold, role)
                    if start < high and low < end
                ]
                for role in ROLES
            }
            self._mark(places)

    def _mark(self, places: dict[str, list[list[int]]]) -> None:
        for tag, role in enumerate(ROLES):
            for span in places[role]:
                for n, i in enumerate(span):
                    self.tags[i] = 1 + 2 * tag + (n > 0)
        cue = [i for span in places["cue"] for i in span] or [0]
        source = [i for span in places["source"] for i in span] or [0]
        for span in places["contents"]:
            self.to_cue.update(dict.fromkeys(span, cue))
        if cue != [0]:
            self.to_source.update(dict.fromkeys(cue, source))


def other_quotes(text: str, rng: random.Random) -> str:
    """The same text, as long, with the quotation marks of another house style."""
    opening, closing = rng.choice([("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("«", "»")])
    out = list(text)
    for i, char in enumerate(text):
        if char == "“" or (
            char == '"' and (i == 0 or text[i - 1].isspace() or text[i - 1] in "(—")
        ):
            out[i] = opening
        elif char in '”"':
            out[i] = closing
    return "".join(out)


def epoch(corpus: list[Article], tokenizer: Tokenizer, rng: random.Random) -> list[list[Example]]:
    """Every article once, cut at other places than last time, in batches."""
    examples = []
    for article in corpus:
        text = other_quotes(article.text, rng) if rng.random() < 0.3 else article.text
        which = rng.randrange(len(article.readings))
        for window in pack(paragraphs(text, tokenizer), first=rng.randrange(40, 255)):
            examples.append(Example(window, article, which))
    rng.shuffle(examples)
    # Windows of like length go together, so that little is padding.
    for i in range(0, len(examples), 16 * BATCH):
        examples[i : i + 16 * BATCH] = sorted(
            examples[i : i + 16 * BATCH], key=lambda e: len(e.ids)
        )
    batches = [examples[i : i + BATCH] for i in range(0, len(examples), BATCH)]
    rng.shuffle(batches)
    return batches


def tensors(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, mask and tags, padded."""
    size = max(len(e.ids) for e in batch)
    ids = torch.full((len(batch), size), PAD)
    tags = torch.full((len(batch), size), -100)
    for row, example in enumerate(batch):
        ids[row, : len(example.ids)] = torch.tensor(example.ids)
        tags[row, : len(example.ids)] = torch.tensor(example.tags)
    return ids, (ids != PAD).long(), tags


def link_loss(batch: list[Example], links: Tensor, mask: Tensor) -> Tensor:
    """How surprised the links are: any piece of the right cue, or source, is right."""
    away = (1.0 - mask.to(links.dtype))[:, None, :] * -10000.0
    losses = []
    for offset, name in ((0, "to_cue"), (2 * LINK, "to_source")):
        query = links[..., offset : offset + LINK]
        key = links[..., offset + LINK : offset + 2 * LINK]
        scores = (query @ key.transpose(1, 2) / math.sqrt(LINK) + away).log_softmax(-1)
        rows, columns, others, right = [], [], [], []
        for row, example in enumerate(batch):
            for i, targets in getattr(example, name).items():
                rows += [row] * len(targets)
                columns += [i] * len(targets)
                others += targets
                right += [(row << 10) + i] * len(targets)
        if not rows:
            continue
        chosen = scores[torch.tensor(rows), torch.tensor(columns), torch.tensor(others)]
        keys, group = torch.tensor(right).unique(return_inverse=True)
        total = torch.zeros(len(keys)).index_add(0, group, chosen.exp())
        losses.append(-total.clamp_min(1e-9).log().mean())
    return torch.stack(losses).mean() if losses else links.sum() * 0


@torch.no_grad()
def evaluate(model: Tagger, batches: list[list[Example]]) -> str:
    """Losses and the share of right tags on the development articles."""
    model.eval()
    loss = link = right = n = 0.0
    for batch in batches:
        ids, mask, gold = tensors(batch)
        tags, links = model(ids, mask)
        loss += functional.cross_entropy(tags.flatten(0, 1), gold.flatten()).item()
        link += link_loss(batch, links, mask).item()
        right += (tags.argmax(-1) == gold)[mask.bool()].sum().item()
        n += mask.sum().item()
    model.train()
    k = len(batches)
    return f"dev: tags {loss / k:.3f}, links {link / k:.3f}, right {100 * right / n:.2f} %"


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    corpus = articles(options.polnear / "train")
    held_out = epoch(articles(options.polnear / "dev")[:8], tokenizer, random.Random(1))
    model = Tagger()
    if options.order is not None:
        torch.manual_seed(options.order)
        rng = random.Random(options.order)
    missing = model.load_state_dict(base_weights(options.base / "model.safetensors"), strict=False)
    print("new weights:", missing.missing_keys, "unused:", missing.unexpected_keys, flush=True)
    if options.resume:
        model.load_state_dict(load_file(options.resume))
    # The embeddings stay as they are: it halves the optimiser's work, and words of other domains
    # keep the place they had.
    model.words.weight.requires_grad_(False)
    heads = [*model.tags.parameters(), *model.links.parameters()]
    known = {id(p) for p in heads}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": body, "lr": BODY_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    started = saved = time.monotonic()
    step, total = 0, 0
    for number in range(options.epochs):
        batches = epoch(corpus, tokenizer, rng)
        total = total or len(batches) * options.epochs
        losses = []
        for batch in batches:
            elapsed = (time.monotonic() - started) / 60
            # Whichever ends first, the epochs or the minutes, the rate has fallen to nothing then.
            progress = max(step / total, elapsed / options.minutes)
            if progress >= 1:
                break
            rate = min(1.0, (step + 1) / 100) * (1 - progress)
            for group, top in zip(optimizer.param_groups, (BODY_RATE, HEAD_RATE), strict=True):
                group["lr"] = top * rate
            ids, mask, gold = tensors(batch)
            with torch.autocast("cpu", torch.bfloat16, enabled=options.half):
                tags, links = model(ids, mask)
            tags, links = tags.float(), links.float()
            loss = functional.cross_entropy(tags.flatten(0, 1), gold.flatten())
            loss = loss + options.link_weight * link_loss(batch, links, mask)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(body, 1.0)
            optimizer.step()
            step += 1
            losses.append(loss.item())
            if step % 50 == 0:
                recent = sum(losses[-50:]) / len(losses[-50:])
                print(f"{number} {step}/{total} {elapsed:.1f} min loss {recent:.3f}", flush=True)
            if time.monotonic() - saved > 900:
                saved = time.monotonic()
                save_file(model.state_dict(), options.out)
                print(evaluate(model, held_out), flush=True)
    save_file(model.state_dict(), options.out)
    print(evaluate(model, held_out), f"in {(time.monotonic() - started) / 60:.1f} minutes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polnear", type=Path, required=True, help="a folder with train and dev")
    parser.add_argument("--base", type=Path, required=True, help="all-MiniLM-L6-v2, unpacked")
    parser.add_argument("--out", type=Path, required=True, help="weights, as safetensors")
    parser.add_argument("--resume", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument(
        "--order",
        type=int,
        help="a second run for the average: heads as --seed has them, another order and dropout",
    )
    parser.add_argument("--half", action="store_true", help="bfloat16: twice as fast where known")
    parser.add_argument("--link-weight", type=float, default=0.3)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
