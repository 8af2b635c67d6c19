"""Reads the arrays of a PyTorch checkpoint with numpy alone.

A pickle can run any code; this reader lets it name the four things that a state dict is made of, and nothing else.
Formats: torch/serialization.py, `_legacy_load` (before 1.6: pickles in a row, then the storages) and `_load` (a zip).
"""

import io
import pickle
import struct
import zipfile
from collections import OrderedDict

import numpy as np

DTYPES = {"FloatStorage": np.dtype("<f4"), "HalfStorage": np.dtype("<f2"), "LongStorage": np.dtype("<i8")}
LEGACY_MAGIC = 0x1950A86A20F9469CFC6C


def read_checkpoint(data):
    """The arrays of a state dict by name, from the bytes of a `.pth` file of either format.

    Raises ValueError for bytes that are no checkpoint, pickle.UnpicklingError for one that names anything but arrays.
    """
    if zipfile.is_zipfile(io.BytesIO(data)):
        return _read_zip(data)
    return _read_legacy(data)


class _StateUnpickler(pickle.Unpickler):
    """Unpickles a state dict; `load_storage(key, dtype, size)` gives a function that returns a storage's values."""

    def __init__(self, file, load_storage):
        super().__init__(file)
        self._load_storage = load_storage

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return _StateDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _LazyTensor
        if module == "torch" and name in DTYPES:
            return DTYPES[name]
        raise pickle.UnpicklingError(f"expected a plain state dict, and it names {module}.{name}")

    def persistent_load(self, saved):
        kind, dtype, key, _device, size = saved[:5]
        if kind != "storage":
            raise pickle.UnpicklingError(f"expected a storage, and found {kind!r}")
        return self._load_storage(key, dtype, size)


class _StateDict(OrderedDict):
    """A dict that takes attributes: PyTorch hangs `_metadata` on it."""


class _LazyTensor:
    """A view of a storage whose values may be read only later (the old format puts them after the pickle)."""

    def __init__(self, storage, offset, shape, strides, *_unused):
        self.storage, self.offset, self.shape, self.strides = storage, offset, shape, strides

    def array(self):
        values = self.storage()[self.offset :]
        byte_strides = [stride * values.itemsize for stride in self.strides]
        return np.ascontiguousarray(np.lib.stride_tricks.as_strided(values, self.shape, byte_strides))


def _read_zip(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (state,) = [name for name in archive.namelist() if name.endswith("/data.pkl")]
        folder = state.rsplit("/", 1)[0]

        def load_storage(key, dtype, size):
            values = np.frombuffer(archive.read(f"{folder}/data/{key}"), dtype, size)
            return lambda: values

        return _arrays(_StateUnpickler(archive.open(state), load_storage).load())


def _read_legacy(data):
    file = io.BytesIO(data)
    if _StateUnpickler(file, _refuse_storage).load() != LEGACY_MAGIC:
        raise ValueError("expected a PyTorch checkpoint, and the file begins with something else")
    for _header in ("protocol version", "system"):
        _StateUnpickler(file, _refuse_storage).load()

    dtypes, storages = {}, {}

    def load_storage(key, dtype, _size):
        dtypes[key] = dtype
        return lambda: storages[key]

    state = _StateUnpickler(file, load_storage).load()
    for key in _StateUnpickler(file, _refuse_storage).load():
        (size,) = struct.unpack("<q", file.read(8))
        storages[key] = np.frombuffer(file.read(size * dtypes[key].itemsize), dtypes[key])
    return _arrays(state)


def _refuse_storage(key, _dtype, _size):
    raise pickle.UnpicklingError(f"expected no storage in the checkpoint's headers, and found {key}")


def _arrays(state):
    return {name: tensor.array() for name, tensor in state.items()}
