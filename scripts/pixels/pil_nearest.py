"""Writes which source pixel Pillow's NEAREST takes for each output pixel: the fixture of src/pixels/nearest.test.ts.

    python -m venv venv && venv/bin/pip install pillow numpy
    venv/bin/python scripts/pixels/pil_nearest.py > src/pixels/fixtures/pil-nearest.json

Every case is one axis: `length` pixels from `start` of an axis of `size` pixels become `outputs` pixels. Kept are the
sum of the indices, and a checksum that depends on their order: (31 * checksum + index) mod 2**32, from 0.
"""

import json
import random

import numpy as np
import PIL
from PIL import Image


def indices(size, start, length, outputs):
    """Resizes a line whose pixels hold their own index, once along x and once along y."""
    line = Image.fromarray(np.arange(size, dtype=np.int32)[None, :])
    column = Image.fromarray(np.arange(size, dtype=np.int32)[:, None])
    end = start + length
    x = np.asarray(line.resize((outputs, 1), Image.NEAREST, box=(start, 0, end, 1)))[0]
    y = np.asarray(column.resize((1, outputs), Image.NEAREST, box=(0, start, 1, end)))[:, 0]
    assert (x == y).all(), (size, start, length, outputs)
    return x


def checksum(values):
    result = 0
    for value in values:
        result = (31 * result + int(value)) % 2**32
    return result


def main():
    generator = random.Random(1)
    cases = []
    for number in range(80):
        outputs = generator.choice([1, 32, 96, 150, 224, 299, 331]) if number % 2 else generator.randint(1, 600)
        size = generator.choice([outputs, 2 * outputs, 3 * outputs]) if number % 8 == 0 else generator.randint(1, 6000)
        start = 0 if number % 4 < 2 else generator.randrange(size)
        length = size if start == 0 else generator.randint(1, size - start)
        found = indices(size, start, length, outputs)
        cases.append([start, length, outputs, int(found.sum()), checksum(found)])
    rows = ",\n".join("    " + json.dumps(case) for case in cases)
    columns = '["start", "length", "outputs", "sum", "checksum"]'
    print('{\n  "pillow": "%s",\n  "columns": %s,\n  "cases": [\n%s\n  ]\n}' % (PIL.__version__, columns, rows))


main()
