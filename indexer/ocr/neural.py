"""The second reader from inside its disposable child: a small neural recogniser of the lines of one grey picture.

The models lie in the package of the library; nothing is fetched. They are loaded once, by the process that forks the
children, and never changed by them. One thread: a page takes some seconds of one processor and leaves the others alone.
"""

import os
import unicodedata
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from indexer.reading.report import OUT_OF_MEMORY, OUTPUT_FULL, STEP_FAILED, Report

LONGEST_EDGE = 2400
"""Points of the longer edge that are read, an A4 sheet at 200 dpi: more costs memory and time and reads no better."""

FINDING_EDGE = 2000
"""The same for finding where lines are. With 1280 a page costs a third less, and numbers written by hand fall apart."""

MOST_LINES = 2000
LONGEST_LINE = 1000

_SETTINGS = {
    "Global.log_level": "critical",
    "Global.use_cls": False,
    "Global.text_score": 0.0,
    "Global.max_side_len": LONGEST_EDGE,
    "Det.limit_type": "max",
    "Det.limit_side_len": FINDING_EDGE,
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@cache
def _engine() -> RapidOCR:
    cv2.setNumThreads(1)
    return RapidOCR(params=_SETTINGS)


def rehearse() -> None:
    """Load both models and read a blank picture, so that no child has to load anything."""
    blank = np.full((64, 256, 3), 255, dtype=np.uint8)
    cv2.putText(blank, "CONTOH 1", (20, 44), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 2)
    _engine()(blank)


def run(request: dict[str, Any], files: list[int], walls: dict[str, bool]) -> int:
    """Read the picture in the first file, of the size in the request, and report its lines; returns the exit code."""
    report = Report(files[1], files[1])
    try:
        for line in _lines(_picture(files[0], request["width"], request["height"])):
            report.write(line=line)
        report.write(done="lines")
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError:
        return OUTPUT_FULL
    except Exception as error:
        # Whatever the library raises on this picture: its owner learns that it could not be read. Of memory that was
        # refused it tells in words alone.
        return OUT_OF_MEMORY if "alloc" in str(error).lower() else STEP_FAILED
    return 0


def _picture(source: int, width: int, height: int) -> NDArray[np.uint8]:
    grey = np.frombuffer(os.pread(source, width * height, 0), dtype=np.uint8).reshape(height, width)
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def _lines(picture: NDArray[np.uint8]) -> list[list[Any]]:
    """Text, left, top, right, bottom as fractions, and confidence of each line, in the order of the library."""
    found: Any = _engine()(picture)
    if found.boxes is None or found.txts is None or found.scores is None:
        return []
    height, width = picture.shape[:2]
    lines = []
    for text, box, score in list(zip(found.txts, found.boxes, found.scores, strict=True))[:MOST_LINES]:
        plain = "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isprintable()).strip()
        xs, ys = box[:, 0] / width, box[:, 1] / height
        edges = [_fraction(value) for value in (xs.min(), ys.min(), xs.max(), ys.max())]
        if plain:
            lines.append([plain[:LONGEST_LINE], *edges, round(float(score), 3)])
    return lines


def _fraction(value: float) -> float:
    return round(min(1.0, max(0.0, float(value))), 4)
