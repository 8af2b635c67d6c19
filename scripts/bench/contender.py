#!/usr/bin/env python3
"""Keras, or ONNX Runtime, as `npm run bench` drives it: `python contender.py keras|onnx FOLDER`.

Requests come on standard input, a JSON document a line, as test/bench/requests.ts has them; FOLDER holds what
networks.py wrote.
"""

import json
import os
import sys
import time
from pathlib import Path

import numpy as np
from pixels import SIDES, load, preprocess, top

BATCH = 32


class Keras:
    def __init__(self, folder):
        os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
        import keras

        self.keras, self.folder, self.models = keras, folder, {}

    def load(self, network):
        model = getattr(self.keras.applications, network)(weights=None)
        model.load_weights(str(self.folder / f"{network}.h5"))
        self.models[network] = model
        self.preprocess = {
            "MobileNetV2": self.keras.applications.mobilenet_v2.preprocess_input,
            "ResNet50": self.keras.applications.resnet.preprocess_input,
            "InceptionV3": self.keras.applications.inception_v3.preprocess_input,
        }

    def files(self, network, paths):
        side, utils = SIDES[network], self.keras.utils
        photos = [utils.img_to_array(utils.load_img(path, target_size=(side, side))) for path in paths]
        return self.scores(network, self.preprocess[network](np.stack(photos)))

    def scores(self, network, batch):
        return self.models[network].predict(batch, batch_size=BATCH, verbose=0)


class Onnx:
    def __init__(self, folder):
        import onnxruntime

        self.runtime, self.folder, self.sessions = onnxruntime, folder, {}

    def load(self, network):
        path = str(self.folder / f"{network}.onnx")
        self.sessions[network] = self.runtime.InferenceSession(path, providers=["CPUExecutionProvider"])

    def files(self, network, paths):
        batches = [paths[start : start + BATCH] for start in range(0, len(paths), BATCH)]
        read = (np.stack([load(path, SIDES[network]) for path in batch]) for batch in batches)
        return np.concatenate([self.scores(network, preprocess(network, photos)) for photos in read])

    def scores(self, network, batch):
        session = self.sessions[network]
        return session.run(None, {session.get_inputs()[0].name: batch})[0]


def answer(contender, request, noise):
    network = request["network"]
    if request["do"] == "load":
        contender.load(network)
        return []
    if request["do"] == "files":
        return [top(scores)[0] for scores in contender.files(network, request["paths"])]
    contender.scores(network, noise)
    return []


def noise_for(request, known):
    """A batch as the network wants it, made beforehand."""
    if request["do"] != "network":
        return None
    key = (SIDES[request["network"]], request["count"])
    if key not in known:
        side, count = key
        known[key] = np.random.default_rng(1).uniform(-1, 1, (count, side, side, 3)).astype(np.float32)
    return known[key]


if __name__ == "__main__":
    contender = {"keras": Keras, "onnx": Onnx}[sys.argv[1]](Path(sys.argv[2]))
    noises = {}
    for line in sys.stdin:
        request = json.loads(line)
        noise = noise_for(request, noises)
        began = time.perf_counter()
        best = answer(contender, request, noise)
        print(json.dumps({"ms": (time.perf_counter() - began) * 1000, "best": best}), flush=True)
