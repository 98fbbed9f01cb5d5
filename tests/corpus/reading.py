"""Reads papers of the corpus through the real reader, and keeps what was read, so that it need not be read again."""

import json
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from indexer.child import PdfReader
from indexer.ocr.engine import OcrEngine
from indexer.ocr.page import read_page
from portal.domain.berkas.reading import PageText, WordBox
from tests.corpus.naskah import Naskah, corpus
from tests.corpus.paper import paper
from tests.corpus.scanning import Condition, condition_of, pages_to_read, scanned

_DRAWING = threading.Lock()
"""PDFium holds state that two threads of one process must not touch at once."""


@dataclass(frozen=True)
class PaperRead:
    """What was read of one paper, and for each page the share of its printed words that came out right, 0 to 1."""

    id: str
    condition: Condition
    pages: tuple[PageText, ...]
    accuracy: tuple[float, ...]

    def save(self, folder: Path) -> None:
        """Write it as `ID.json`."""
        pages = [{**page.to_json(), "confidence": page.confidence} for page in self.pages]
        content = {"condition": asdict(self.condition), "pages": pages, "accuracy": self.accuracy}
        (folder / f"{self.id}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "PaperRead":
        """Read back what `save` wrote; words keep the certainty of the recogniser."""
        content = json.loads(path.read_text("utf-8"))
        pages = tuple(
            replace(
                PageText.from_json(page),
                confidence=page["confidence"],
                words=tuple(WordBox(*word) for word in page["words"]),
            )
            for page in content["pages"]
        )
        return cls(path.stem, Condition(**content["condition"]), pages, tuple(content["accuracy"]))


def word_share(printed: str, found: str) -> float:
    """The share of the printed words that were found, each as often as it stands there; the order does not matter."""
    true = Counter(printed.split())
    return sum((true & Counter(found.split())).values()) / max(1, sum(true.values()))


def read_corpus(
    engine: OcrEngine, *, all_pages: bool = False, only: tuple[str, ...] = (), bagian: str = ""
) -> Iterator[PaperRead]:
    """Every paper of a part in its condition of the standard run, read by two threads; in order."""
    chosen = [naskah for naskah in corpus(bagian) if not only or naskah.id in only]
    with tempfile.TemporaryDirectory() as folder, PdfReader() as reader, ThreadPoolExecutor(2) as pool:
        yield from pool.map(lambda one: _read(reader, engine, Path(folder), one, all_pages=all_pages), chosen)


def _read(reader: PdfReader, engine: OcrEngine, folder: Path, naskah: Naskah, *, all_pages: bool) -> PaperRead:
    condition, pdf = condition_of(naskah), paper(naskah)
    home = folder / naskah.id
    home.mkdir()
    path = home / "naskah.pdf"
    path.write_bytes(pdf)
    printed = reader.read(path).pages
    numbers = pages_to_read(len(printed), all_pages=all_pages)
    if condition.dpi == 0:
        found = reader.read(path, word_pages=numbers).pages
        pages = tuple(page for page in found if page.number in numbers)
    else:
        with _DRAWING:
            scan = scanned(pdf, condition, seed=naskah.id, numbers=numbers)
        path.write_bytes(scan)
        read = (read_page(reader, engine, path, place, home).page for place in range(1, len(numbers) + 1))
        pages = tuple(replace(page, number=number) for page, number in zip(read, numbers, strict=True))
    texts = {page.number: page.text for page in printed}
    return PaperRead(
        naskah.id, condition, pages, tuple(round(word_share(texts[page.number], page.text), 4) for page in pages)
    )
