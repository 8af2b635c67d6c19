#!/usr/bin/env python3
"""What Keras itself writes and answers, for the tests that compare.

    python ask_keras.py files NETWORK FOLDER FILE...   writes published.h5 and what else is named (LAYOUTS, WITHOUT_TOP),
                                                       with generated weights; answers scores, features, and its memory
    python ask_keras.py classify WEIGHTS PHOTO...      the best class of each photo, by MobileNetV2
    python ask_keras.py numbers FILE.h5                where the numbers of its tables lie: offset and bytes
    python ask_keras.py scratch FOLDER SEED...         accuracies of the photos to check with, an epoch each, by a network
                                                       trained from scratch on the pixels in FOLDER (scratch.test.ts)

Answers are one JSON document. The generated weights and the generated photo are those of generator.ts.
"""

import gc
import json
import os
import resource
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format

# At 150 x 150 features are compared, and so many numbers are made at once: VGG19 has a table of 103 million.
FEATURES_SIDE = 150
NUMBERS_AT_ONCE = 1 << 22


def files(network, folder, *names):
    folder = Path(folder)
    model = fill(build(network))
    for name in ("published.h5", *names):
        if name in LAYOUTS:
            LAYOUTS[name](model, str(folder / name))
    del model
    if WITHOUT_TOP in names:
        save_weights(fill(build(network, include_top=False)), str(folder / WITHOUT_TOP))
    published = str(folder / "published.h5")
    scores = build(network, classifier_activation=None)
    scores.load_weights(published)
    answer = {"scores": predict(network, scores)}
    del scores
    side = FEATURES_SIDE
    features = build(network, include_top=False, pooling="avg", input_shape=(side, side, 3))
    features.load_weights(published, by_name=True)
    return {**answer, "features": predict(network, features), "peak": peak()}


def build(network, **options):
    keras.backend.clear_session()
    gc.collect()
    return getattr(keras.applications, network)(weights=None, **options)


def predict(network, model):
    """Answers to the generated photo, preprocessed as the network's own module does it."""
    _, side, _, _ = model.input_shape
    photo = np.floor(uniform("image", 0, side * side * 3) * 256).reshape(1, side, side, 3).astype(np.float32)
    module = sys.modules[getattr(keras.applications, network).__module__]
    return model.predict(module.preprocess_input(photo), verbose=0)[0].tolist()


def save_weights(model, path):
    """The layout of the published files, which are older than Keras 3."""
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)


def save_whole(model, path):
    """With an optimizer's tables beside the weights, as after a training."""
    model.compile("adam", "categorical_crossentropy")
    model.optimizer.build(model.trainable_variables)
    model.save(path)


LAYOUTS = {
    "published.h5": save_weights,
    "keras-3.weights.h5": lambda model, path: model.save_weights(path),
    "whole-model.h5": save_whole,
    "archive.keras": save_whole,
}
WITHOUT_TOP = "without-top.h5"


def fill(model):
    for layer in model.layers:
        for weight in layer.weights:
            weight.assign(generated(layer, weight.name.split("/")[-1], tuple(weight.shape)))
    return model


def generated(layer, name, shape):
    factor, offset = scale_of(name, layer, shape)
    values = np.empty(int(np.prod(shape)), np.float32)
    for start in range(0, values.size, NUMBERS_AT_ONCE):
        count = min(NUMBERS_AT_ONCE, values.size - start)
        values[start : start + count] = offset + factor * uniform(f"{layer.name}/{name}", start, count)
    return values.reshape(shape)


def scale_of(name, layer, shape):
    if name in ("gamma", "moving_variance"):
        return 0.4, 0.8
    if not name.endswith("kernel"):
        return 0.2, -0.1
    per_channel = name == "depthwise_kernel" or isinstance(layer, keras.layers.DepthwiseConv2D)
    limit = np.sqrt(6 / np.prod(shape[:2] if per_channel else shape[:-1]))
    return 2 * limit, -limit


def uniform(key, start, count):
    """float64[count] in [0, 1), from the given place on: a counter, mixed."""
    seed = 0x811C9DC5
    for byte in key.encode():
        seed = ((seed ^ byte) * 0x01000193) & 0xFFFFFFFF
    x = np.arange(start + 1, start + count + 1, dtype=np.uint64)
    x = (np.uint64(seed) + x * np.uint64(0x9E3779B9)) & np.uint64(0xFFFFFFFF)
    x = ((x ^ (x >> np.uint64(16))) * np.uint64(0x21F0AAAD)) & np.uint64(0xFFFFFFFF)
    x = ((x ^ (x >> np.uint64(15))) * np.uint64(0x735A2D97)) & np.uint64(0xFFFFFFFF)
    return ((x ^ (x >> np.uint64(15))) >> np.uint64(8)).astype(np.float64) / 2**24


def classify(weights, *photos):
    model = keras.applications.MobileNetV2(weights=None)
    model.load_weights(weights)
    _, side, _, _ = model.input_shape
    images = [keras.utils.load_img(photo, target_size=(side, side)) for photo in photos]
    pixels = np.stack([keras.utils.img_to_array(image) for image in images])
    answers = model.predict(keras.applications.mobilenet_v2.preprocess_input(pixels), verbose=0)
    return [{"index": int(scores.argmax()), "score": float(scores.max())} for scores in answers]


def numbers(path):
    places = []

    def visit(_, item):
        if isinstance(item, h5py.Dataset) and item.id.get_offset() is not None:
            places.append([item.id.get_offset(), item.id.get_storage_size()])

    with h5py.File(path) as file:
        file.visititems(visit)
    return sorted(places)


def scratch(folder, *seeds):
    folder = Path(folder)
    facts = json.loads((folder / "facts.json").read_text())
    side, train, epochs, batch = (facts[name] for name in ("side", "train", "epochs", "batch"))
    labels = np.array(facts["labels"])
    pixels = np.fromfile(folder / "pixels.bin", np.uint8).reshape(-1, side, side, 3).astype(np.float32) / 255
    return [
        network_from_scratch(side, int(seed)).fit(
            pixels[:train],
            labels[:train],
            batch_size=batch,
            epochs=epochs,
            validation_data=(pixels[train:], labels[train:]),
            verbose=0,
        ).history["val_accuracy"]
        for seed in seeds
    ]


def network_from_scratch(side, seed):
    keras.backend.clear_session()
    keras.utils.set_random_seed(seed)
    layers = [keras.layers.Input((side, side, 3))]
    for filters in (32, 64, 128):
        convolution = keras.layers.Conv2D(
            filters, 3, padding="same", activation="relu", kernel_initializer="he_uniform"
        )
        layers += [convolution, keras.layers.MaxPooling2D(2)]
    layers += [
        keras.layers.Flatten(),
        keras.layers.Dense(128, activation="relu", kernel_initializer="he_uniform"),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
    model = keras.Sequential(layers)
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


def peak():
    """The most memory that this process ever held, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    command, *parameters = sys.argv[1:]
    commands = {"files": files, "classify": classify, "numbers": numbers, "scratch": scratch}
    json.dump(commands[command](*parameters), sys.stdout)
