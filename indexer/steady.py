"""The text recogniser, asked again where it died: whoever was killed by a foreign hand answers the second time.

What dies of its own limits dies again, within the same time; only then is it a verdict on the page.
"""

import time
from pathlib import Path

from indexer.ocr.engine import OcrEngine, OcrFailure
from indexer.ocr.tsv import OcrPage

MOST_DEATHS = 3
_ENDED = (OcrFailure.limit, OcrFailure.crashed)
_ENOUGH_SECONDS = 1.0


class SteadyEngine(OcrEngine):
    """An engine that is asked up to `MOST_DEATHS` times for one picture, while its time lasts."""

    def read(self, image: Path, *, seconds: float, dpi: float = 0.0) -> OcrPage | OcrFailure:
        """The text of a picture within this wall-clock time, however often the program died on the way."""
        until = time.monotonic() + seconds
        answer = super().read(image, seconds=seconds, dpi=dpi)
        for _ in range(MOST_DEATHS - 1):
            left = until - time.monotonic()
            if answer not in _ENDED or left < _ENOUGH_SECONDS:
                break
            answer = super().read(image, seconds=left, dpi=dpi)
        return answer
