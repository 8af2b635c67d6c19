#!/usr/bin/env python3
"""The tutorial's recipe in Keras, from the same files: `python recipe_keras.py MANIFEST.json`.

The manifest says `way`: "model" trains the frozen base and the new end as one model, as the tutorial does; "features"
has the base predict each photo once and trains the end on that. Further: `weights`, `seed`, and `train` and `val`, lists
of [path, 0 or 1]. Prints the accuracy on the validation photos after each epoch.
"""

import json
import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers

SIDE, EPOCHS, BATCH = 192, 4, 64


def photos(rows):
    utils = keras.utils
    pixels = [utils.img_to_array(utils.load_img(path, target_size=(SIDE, SIDE))) for path, _ in rows]
    return keras.applications.mobilenet_v2.preprocess_input(np.stack(pixels))


def labels(rows):
    return np.array([label for _, label in rows], np.float32)


def frozen_base(weights):
    base = keras.applications.MobileNetV2(include_top=False, weights=None, input_shape=(SIDE, SIDE, 3))
    # The file may hold the whole network: what the base lacks is passed over.
    base.load_weights(weights, by_name=True)
    base.trainable = False
    return base


def end():
    return [
        layers.Flatten(),
        layers.Dense(128, activation="relu", kernel_initializer="he_uniform"),
        layers.Dense(1, activation="sigmoid"),
    ]


def main(way, weights, seed, train, val):
    keras.utils.set_random_seed(seed)
    base = frozen_base(weights)
    x, validation = photos(train), photos(val)
    if way == "model":
        model = keras.Sequential([base, *end()])
    else:
        model = keras.Sequential(end())
        x, validation = (base.predict(pixels, batch_size=BATCH, verbose=0) for pixels in (x, validation))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    history = model.fit(
        x,
        labels(train),
        epochs=EPOCHS,
        batch_size=BATCH,
        validation_data=(validation, labels(val)),
        verbose=0,
    )
    print(json.dumps([float(accuracy) for accuracy in history.history["val_accuracy"]]))


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        main(**json.load(file))
