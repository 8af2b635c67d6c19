#!/usr/bin/env python3
"""A photo, or several, through a whole network: `python classify_onnx.py NETWORK FILE.onnx CLASSES.json PHOTO...`"""

import json
import sys

import numpy as np
import onnxruntime
from pixels import SIDES, load, preprocess, top

BATCH = 32

network, model, classes, *paths = sys.argv[1:]
with open(classes) as file:
    names = [one["name"] for one in json.load(file)]
session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
for start in range(0, len(paths), BATCH):
    batch = paths[start : start + BATCH]
    photos = preprocess(network, np.stack([load(path, SIDES[network]) for path in batch]))
    for path, scores in zip(batch, session.run(None, {session.get_inputs()[0].name: photos})[0]):
        print(path, *(f"{names[index]} {scores[index]:.3f}" for index in top(scores)))
