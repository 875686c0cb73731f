"""A model as bytes: a mark, the version of the form, a digest, and arrays. Nothing in it can run."""

import hashlib
import io
import json
import struct
import zipfile
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .calibration import Calibration
from .features import BITS
from .model import Model, Node
from .vocabulary import Vocabulary

MARK: Final = b"banjie-text\n"
# Goes up whenever texts become other features, or features other scores.
VERSION: Final = 1
_HEAD: Final = struct.Struct(f"<{len(MARK)}sI32sQ")


class BadModel(ValueError):
    """`code`: not_a_model, other_version, truncated, damaged."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def written(model: Model) -> bytes:
    arrays: dict[str, NDArray[Any]] = {
        "hashes": model.vocabulary.hashes,
        "blocks": model.vocabulary.blocks,
        "rarity": model.vocabulary.rarity.astype(np.float16),
    }
    about: list[dict[str, Any]] = []
    for number, (code, node) in enumerate(model.nodes.items()):
        arrays[f"weights{number}"] = node.weights.astype(np.float16)
        arrays[f"offsets{number}"] = node.calibration.offsets
        about.append({"code": code, "answers": node.answers, "scale": node.calibration.scale, "narrow": node.narrow})
    head = {"bits": BITS, "threshold": model.threshold, "nodes": about}
    arrays["head"] = np.frombuffer(json.dumps(head, ensure_ascii=False).encode(), dtype=np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    payload = file.getvalue()
    return _HEAD.pack(MARK, VERSION, hashlib.sha256(payload).digest(), len(payload)) + payload


def read(content: bytes) -> Model:
    """Raises BadModel for anything but what `written` of this version gave, whole."""
    if len(content) < _HEAD.size or not content.startswith(MARK):
        raise BadModel("truncated" if content and MARK.startswith(content[: len(MARK)]) else "not_a_model")
    _, version, digest, size = _HEAD.unpack_from(content)
    payload = memoryview(content)[_HEAD.size :]
    if version != VERSION:
        raise BadModel("other_version")
    if len(payload) < size:
        raise BadModel("truncated")
    if len(payload) > size or hashlib.sha256(payload).digest() != digest:
        raise BadModel("damaged")
    try:
        return _read(payload)
    except (KeyError, ValueError, TypeError, OSError, zipfile.BadZipFile) as error:
        raise BadModel("damaged") from error


def _read(payload: memoryview) -> Model:
    with np.load(io.BytesIO(payload), allow_pickle=False) as arrays:
        head = json.loads(arrays["head"].tobytes())
        if head["bits"] != BITS:
            raise BadModel("other_version")
        vocabulary = Vocabulary(arrays["hashes"], arrays["blocks"], arrays["rarity"].astype(np.float32))
        nodes = {
            each["code"]: Node(
                tuple(each["answers"]),
                arrays[f"weights{number}"].astype(np.float32),
                Calibration(each["scale"], arrays[f"offsets{number}"]),
                each["narrow"],
            )
            for number, each in enumerate(head["nodes"])
        }
    return Model(vocabulary, nodes, head["threshold"])
