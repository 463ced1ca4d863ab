"""Turns trained weights into the file the product runs: ONNX, eight bits to a weight.

`python -m benchmarks.export_tagger --weights ONE TWO --base all-MiniLM-L6-v2 --out DIR`; of several
weights the mean is taken (Wortsman et al., "Model soups", ICML 2022).
"""

import argparse
import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from safetensors.torch import load_file
from torch import Tensor, nn

from benchmarks.train_tagger import Tagger

OUTPUTS = ["tags", "links", "middle"]


class Exported(nn.Module):
    """The tagger with its middle states as a third output, for the check-worthiness of debates."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        middle, last = self.tagger.states(ids, mask)
        return self.tagger.tags(last), self.tagger.links(last), middle


def average(weights: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of runs that began alike: better than each of them, at the price of one."""
    runs = [load_file(path) for path in weights]
    return {
        name: (sum(run[name].float() for run in runs) / len(runs)).to(tensor.dtype)
        for name, tensor in runs[0].items()
    }


def export(weights: Sequence[Path], target: Path) -> None:
    """Writes the model with its tags, links and middle states as outputs."""
    model = Tagger()
    model.load_state_dict(average(weights))
    model.eval()
    ids = torch.ones((2, 16), dtype=torch.long)
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder, "plain.onnx"), Path(folder, "prepared.onnx")
        torch.onnx.export(
            Exported(model).eval(),
            (ids, torch.ones_like(ids)),
            str(plain),
            dynamo=False,
            opset_version=17,
            input_names=["ids", "mask"],
            output_names=OUTPUTS,
            dynamic_axes={n: {0: "batch", 1: "length"} for n in ("ids", "mask", *OUTPUTS)},
        )
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        # A scale for each channel, and seven bits used of eight: without them two points are lost.
        quantize_dynamic(
            str(prepared),
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--base", type=Path, required=True, help="where tokenizer.json lies")
    parser.add_argument("--out", type=Path, required=True, help="claims/extraction/model")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    target = options.out / "tagger.onnx"
    export(options.weights, target)
    shutil.copyfile(options.base / "tokenizer.json", options.out / "tokenizer.json")
    for path in (target, options.out / "tokenizer.json"):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        print(f"{digest}  {path.name}  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
