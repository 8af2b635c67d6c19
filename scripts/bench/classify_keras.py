#!/usr/bin/env python3
"""A photo, or several, through a whole network: `python classify_keras.py NETWORK WEIGHTS.h5 CLASSES.json PHOTO...`"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from pixels import SIDES, top

MODULES = {
    "MobileNetV2": keras.applications.mobilenet_v2,
    "ResNet50": keras.applications.resnet,
    "InceptionV3": keras.applications.inception_v3,
}

network, weights, classes, *paths = sys.argv[1:]
with open(classes) as file:
    names = [one["name"] for one in json.load(file)]
model = getattr(keras.applications, network)(weights=None)
model.load_weights(weights)
side = SIDES[network]
photos = np.stack(
    [keras.utils.img_to_array(keras.utils.load_img(path, target_size=(side, side))) for path in paths]
)
for path, scores in zip(paths, model.predict(MODULES[network].preprocess_input(photos), verbose=0)):
    print(path, *(f"{names[index]} {scores[index]:.3f}" for index in top(scores)))
