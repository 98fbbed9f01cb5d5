"""Papers typed on a grid of characters, on which finding is tried within seconds, without drawing and recognising.

Each paper of `typed/` is `ID.txt` and its truth `ID.toml`, in the form of `naskah.py`. In the text a form feed parts
pages, a row is a line and a column a place on it, but for rows that begin with a mark: `^ ` is centred, `#^ ` centred,
large and bold, and `|| one || two` holds columns of one width, each centred. `lereng` in the truth is the slope of the
rows, `goyang` how far columns of a row are off its line (in lines), `asal` the origin of the text.

Papers `a…` are open to those who write the rules, and so are `b01` to `b33` since they were learnt from; of `b34` to
`b65` they see the figures only. Papers `c…` were written by those who write the rules, of kinds of their own, and each
was read once before a rule was changed for it. Papers `d…` were written by a hand that had not read the rules; their
first figure was taken before they were opened.
`python -m tests.corpus.typed` prints the figures of the parts, `--misses` what went wrong in the open ones, `--half a`
and `--only a01,a02` pick papers.
"""

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast
from zlib import crc32

from portal.domain.berkas.reading import Origin, PageText, WordBox
from portal.domain.suggestions.suggest import suggest
from tests.benchmarks.suggestions_bench import known_names, print_fields, print_misses
from tests.corpus.judge import judge
from tests.corpus.naskah import Naskah, naskah_of

FOLDER = Path(__file__).with_name("typed")
COLUMNS = 96
"""Characters of a full row; a page that has longer ones is set smaller."""

_LEFT, _WIDTH, _TOP, _DEPTH = 0.08, 0.84, 0.06, 0.88
_MOST_PITCH = 1 / 58
_CHARACTER = _WIDTH / COLUMNS
_SMALL, _LARGE = 0.0108, 0.0150
_SCALE = _LARGE / _SMALL
_CONFIDENCE = 0.93
_MARKS = ("^ ", "#^ ", "||")

_Placed = tuple[str, float, float, int, bool]
"""A word, its left and right edge, the number of its column, and whether it is large."""


@dataclass(frozen=True)
class TypedPaper:
    """A paper: the truth, whose `isi` is the text with its marks, and the pages as a reader would give them."""

    naskah: Naskah
    pages: tuple[PageText, ...]


@dataclass(frozen=True)
class _Hand:
    """How a paper was typed and read."""

    slope: float
    sway: float
    origin: Origin


@cache
def typed_papers() -> tuple[TypedPaper, ...]:
    """All papers by id."""
    return tuple(_paper(path) for path in sorted(FOLDER.glob("*.toml")))


def _paper(path: Path) -> TypedPaper:
    row = tomllib.loads(path.read_text("utf-8"))
    text = path.with_suffix(".txt").read_text("utf-8")
    naskah = naskah_of({**row, "id": path.stem, "isi": text}, "typed")
    hand = _hand(row)
    pages = tuple(_page(number, rows, hand) for number, rows in enumerate(text.split("\f"), 1))
    return TypedPaper(naskah, pages)


def _hand(row: Mapping[str, Any]) -> _Hand:
    return _Hand(row.get("lereng", 0.0), row.get("goyang", 0.0), cast(Origin, row.get("asal", "our_ocr")))


def page_typed(number: int, text: str) -> PageText:
    """A single page of this text, typed straight and read by the recogniser."""
    return _page(number, text, _hand({}))


def typed_without(paper: TypedPaper, truth: Mapping[str, Any], page: int, at: int) -> tuple[PageText, ...]:
    """The pages of a paper with one row left out, as page and row from 0; `truth` is its table."""
    rows = paper.naskah.isi.split("\f")[page].split("\n")
    rows[at] = ""
    without = _page(page + 1, "\n".join(rows), _hand(truth))
    return (*paper.pages[:page], without, *paper.pages[page + 1 :])


def _page(number: int, text: str, hand: _Hand) -> PageText:
    rows = text.strip("\n").split("\n")
    pitch = min(_MOST_PITCH, _DEPTH / len(rows))
    character = _WIDTH / max([COLUMNS, *(len(row) for row in rows if not row.startswith(_MARKS))])
    confidence = None if hand.origin == "digital" else _CONFIDENCE
    words: list[WordBox] = []
    lines: list[str] = []
    for at, row in enumerate(rows):
        placed = list(_words(row, character))
        lines.append(" ".join(word for word, *_ in placed))
        for word, x0, x1, cell, is_large in placed:
            drift = hand.sway * pitch * ((crc32(f"{number} {at} {cell}".encode()) % 201) / 100 - 1) if cell else 0.0
            foot = _TOP + (at + 0.8) * pitch + drift + hand.slope * (x0 - 0.5)
            height = min(_LARGE if is_large else _SMALL, pitch * (1.0 if is_large else 0.8))
            words.append(WordBox(word, x0, foot - height, x1, foot, confidence))
    return PageText(number, "\n".join(lines), hand.origin, 595.0, 842.0, tuple(words), confidence=confidence)


def _words(row: str, character: float) -> Iterator[_Placed]:
    if row.startswith("||"):
        cells = row.removeprefix("||").split("||")
        share = _WIDTH / len(cells)
        for at, cell in enumerate(cells):
            yield from _set(cell.strip(), _LEFT + share * (at + 0.5), share, at, is_large=False)
    elif row.startswith(("^ ", "#^ ")):
        yield from _set(row.partition(" ")[2].strip(), 0.5, _WIDTH, 0, is_large=row.startswith("#"))
    else:
        cell = 0
        last = 0
        for found in re.finditer(r"\S+", row):
            cell += last > 0 and found.start() - last >= 3
            last = found.end()
            yield found[0], _LEFT + found.start() * character, _LEFT + found.end() * character, cell, False


def _set(text: str, middle: float, room: float, cell: int, *, is_large: bool) -> Iterator[_Placed]:
    """The words of a centred line, set smaller where there is no room."""
    if not text:
        return
    width = min(_CHARACTER * (_SCALE if is_large else 1.0), room * 0.96 / len(text))
    left = middle - width * len(text) / 2
    for found in re.finditer(r"\S+", text):
        yield found[0], left + found.start() * width, left + found.end() * width, cell, is_large


def main() -> None:
    """Judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what was not right in the open half")
    parser.add_argument("--half", choices=("a", "b", "c", "d"), help="one part alone")
    parser.add_argument("--only", help="ids of papers, with commas between")
    options = parser.parse_args()
    only = set(options.only.split(",")) if options.only else None
    for half in options.half or "abcd":
        papers = [one for one in typed_papers() if one.naskah.id[0] == half]
        _print_half(half, [one for one in papers if only is None or one.naskah.id in only], is_told=options.misses)


def _print_half(half: str, papers: Sequence[TypedPaper], *, is_told: bool) -> None:
    known = known_names()
    verdicts = [one for paper in papers for one in judge(paper.naskah, suggest(paper.pages, known))]
    sys.stdout.write(f"\nhalf {half}: {len(papers)} papers\n")
    print_fields(verdicts, {paper.naskah.id: paper.naskah for paper in papers})
    if is_told and half != "b":
        print_misses(verdicts)


if __name__ == "__main__":
    main()
