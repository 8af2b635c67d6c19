"""Photos as the networks want them, with Pillow and NumPy alone: what a program around ONNX Runtime does."""

import numpy as np
from PIL import Image

SIDES = {"MobileNetV2": 224, "ResNet50": 224, "InceptionV3": 299}

# Of the blue, green and red of ImageNet: keras.applications.imagenet_utils, mode "caffe".
MEANS = np.array([103.939, 116.779, 123.68], np.float32)


def load(path, side):
    """The photo squashed by nearest neighbour, as Keras' `load_img` does it: float32 side × side × 3, 0 to 255."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB").resize((side, side), Image.Resampling.NEAREST), np.float32)


def preprocess(network, photos):
    if network == "ResNet50":
        return photos[..., ::-1] - MEANS
    return photos / np.float32(127.5) - np.float32(1)


def top(scores, count=5):
    return [int(index) for index in np.argsort(scores)[::-1][:count]]
