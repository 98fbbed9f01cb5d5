"""Reads papers of the corpus through the real reader, and keeps what was read, so that it need not be read again."""

import json
import tempfile
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from indexer.child import PdfReader
from indexer.ocr.engine import OcrEngine, OcrFailure
from indexer.ocr.page import read_page
from indexer.ocr.second import SecondReader
from indexer.second_reading import read_lines
from portal.domain.berkas.reading import PageText, ReadLine, WordBox
from portal.domain.berkas.recognition import second_turn
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
        pages = [
            {
                **page.to_json(),
                "confidence": page.confidence,
                "second": [line.to_json() for line in page.second],
            }
            for page in self.pages
        ]
        content = {"condition": asdict(self.condition), "pages": pages, "accuracy": self.accuracy}
        (folder / f"{self.id}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "PaperRead":
        """Read back what `save` wrote, also when pages kept less; words keep the certainty of the recogniser."""
        content = json.loads(path.read_text("utf-8"))
        pages = tuple(
            replace(
                PageText.from_json({"places": "", "covered": "", "is_drawn": False, **page}),
                confidence=page["confidence"],
                words=tuple(WordBox(*word) for word in page["words"]),
                second=tuple(ReadLine.from_json(line) for line in page.get("second", ())),
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


def read_again(
    second: SecondReader, reads: Iterable[PaperRead], *, bagian: str = ""
) -> Iterator[tuple[PaperRead, list[OcrFailure]]]:
    """The same reads with what a second reader has on the pages that carry the metadata, and why it has none."""
    papers = {naskah.id: naskah for naskah in corpus(bagian)}
    with tempfile.TemporaryDirectory() as folder, PdfReader() as reader:
        for read in reads:
            yield _read_again(reader, second, Path(folder), read, papers[read.id])


def _read_again(
    reader: PdfReader, second: SecondReader, folder: Path, read: PaperRead, naskah: Naskah
) -> tuple[PaperRead, list[OcrFailure]]:
    pdf, path = paper(naskah), folder / f"{read.id}.pdf"
    path.write_bytes(pdf)
    count = len(reader.read(path).pages)
    wanted = [place for place, page in enumerate(read.pages, 1) if _is_read_again(page, count)]
    if wanted:
        numbers = tuple(page.number for page in read.pages)
        path.write_bytes(scanned(pdf, read.condition, seed=naskah.id, numbers=numbers))
    failures, pages = [], list(read.pages)
    for place in wanted:
        page = read.pages[place - 1]
        found = read_lines(reader, second, path, place, folder, words=page.words)
        if isinstance(found, OcrFailure):
            failures.append(found)
        else:
            pages[place - 1] = replace(page, second=found)
    path.unlink()
    return replace(read, pages=tuple(pages)), failures


def _is_read_again(page: PageText, count: int) -> bool:
    """As the portal does: what Tesseract read at both ends of a paper, once."""
    return page.origin == "our_ocr" and not page.second and second_turn(page.number, count) is not None
