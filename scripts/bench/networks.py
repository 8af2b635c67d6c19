#!/usr/bin/env python3
"""Networks with generated weights: `python networks.py FOLDER NETWORK` writes NETWORK.h5 and NETWORK.onnx."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "test" / "parity" / "keras"))

import numpy as np
from ask_keras import build, fill, save_weights


def write(folder, network):
    model = fill(build(network))
    save_weights(model, str(folder / f"{network}.h5"))
    # Keras exports what has been called once.
    model(np.zeros((1, *model.input_shape[1:]), np.float32))
    model.export(str(folder / f"{network}.onnx"), format="onnx", verbose=False)


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2])
