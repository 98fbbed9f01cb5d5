"""What the loss of one line costs: typed papers are read again and again, each time without another line.

What stood on the line alone may be lost, no more: a reader that hangs everything on one word loses a whole paper with
it. `python -m tests.corpus.lost_lines` leaves out each line of head, opening and signatures of the open papers in turn
(a minute on one processor) and prints what was lost, `--told 4` the lines that cost so many fields.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from portal.domain.suggestions.suggest import suggest
from portal.domain.suggestions.values import Field
from tests.benchmarks.suggestions_bench import known_names
from tests.corpus.judge import Outcome, Verdict, judge
from tests.corpus.typed import FOLDER, TypedPaper, typed_papers, typed_without

_FIRST, _LAST = 20, 9
"""Lines of the first page and of the last that are left out, one after the other."""

_TOLD_BY_OTHERS = frozenset({
    Field.PIHAK_JENIS, Field.PIHAK_NEGARA, Field.PIHAK_KEMENTERIAN, Field.EXPIRES_ON, Field.BAHASA,
})  # fmt: skip
"""Fields that follow from others."""


@dataclass(frozen=True)
class Loss:
    """A line that was left out and the fields that were right with it and are not without it."""

    paper: str
    line: str
    lost: tuple[Verdict, ...]


def losses(papers: Sequence[TypedPaper], one_in: int = 1) -> Iterator[Loss]:
    """The losses of each line of these papers, or of one in so many of them, the same ones each time."""
    known = known_names()
    for paper in papers:
        naskah = paper.naskah
        truth = tomllib.loads((FOLDER / f"{naskah.id}.toml").read_text("utf-8"))
        whole = {_key(one) for one in judge(naskah, suggest(paper.pages, known)) if one.outcome is Outcome.RIGHT}
        for page, at in _places(naskah.isi):
            if crc32(f"{naskah.id} {page} {at}".encode()) % one_in:
                continue
            found = judge(naskah, suggest(typed_without(paper, truth, page, at), known))
            lost = [one for one in found if one.outcome is not Outcome.RIGHT and _key(one) in whole]
            yield Loss(
                naskah.id,
                naskah.isi.split("\f")[page].split("\n")[at].strip(),
                tuple(one for one in lost if one.bidang not in _TOLD_BY_OTHERS),
            )


def _key(verdict: Verdict) -> tuple[Field, int | None]:
    return verdict.bidang, verdict.pihak


def _places(text: str) -> list[tuple[int, int]]:
    """The lines that are left out, as page and row from 0."""
    pages = [page.split("\n") for page in text.split("\f")]
    first = [(0, at) for at, row in enumerate(pages[0]) if row.strip()][:_FIRST]
    last = [(len(pages) - 1, at) for at, row in enumerate(pages[-1]) if row.strip()][-_LAST:]
    return [*first, *(place for place in last if place not in first)]


def main() -> None:
    """Leave out, judge and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--told", type=int, default=0, help="list the lines that cost at least so many fields")
    options = parser.parse_args()
    found = list(losses([paper for paper in typed_papers() if paper.naskah.id[0] not in "bd"]))
    sure = sum(one.outcome is Outcome.SURE_WRONG for loss in found for one in loss.lost)
    many = sum(len(loss.lost) >= 4 for loss in found)
    lost = sum(len(loss.lost) for loss in found)
    sys.stdout.write(
        f"{len(found)} lines: {lost} fields lost, {sure} of them sure but wrong; {many} lines cost four or more\n"
    )
    for loss in sorted(found, key=lambda one: -len(one.lost)):
        if options.told and len(loss.lost) >= options.told:
            fields = " ".join(f"{one.bidang}{one.pihak or ''}" for one in loss.lost)
            sys.stdout.write(f"{loss.paper} {loss.line[:80]!r}: {fields}\n")


if __name__ == "__main__":
    main()
