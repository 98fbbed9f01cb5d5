"""A scan that begins with a cover sheet: where its sheets lie, and the pages behind each as a file of its own.

Only a file whose first page is a sheet is looked through for more. What cannot be told with certainty is refused: pages
must not come to another naskah than their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.child import Outcome, PdfReader
from portal.domain.kiriman.lembar_pengantar import read_marks, stretches
from portal.errors import BadInputError

SECONDS, SECONDS_A_PAGE = 20.0, 1.0
"""How long all pages of a stack may take to be looked at."""
NOT_WHOLE = (
    "Berkas ini diawali lembar pengantar, tetapi tidak semua halamannya dapat dibaca, jadi tidak pasti di mana naskah"
    " berikutnya mulai. Pindai lagi, atau unggah lewat halaman naskahnya."
)


@dataclass(frozen=True)
class Stretch:
    """Pages behind a sheet, from `first` to `last` (counted from 1); `path` is None where there are none."""

    first: int
    last: int
    kode: str
    path: Path | None


def cut_at_sheets(
    reader: PdfReader, path: Path, room: Path, keys: Sequence[str], most_pages: int
) -> tuple[Stretch, ...]:
    """The pages behind each cover sheet, put into `room`; nothing for a file that does not begin with one.

    Raises BadInputError where a sheet is none of ours, or where the stack cannot be read or cut whole.
    """
    front = reader.codes(path, first=1, last=1)
    kode = read_marks(front.codes.get(1, ()), keys)
    if not kode or front.count > most_pages:
        return ()
    sheets = [(1, kode)]
    if front.count > 1:
        rest = reader.codes(path, first=2, total_seconds=SECONDS + SECONDS_A_PAGE * front.count)
        if rest.outcome is not Outcome.done or set(rest.codes) != set(range(2, front.count + 1)):
            raise BadInputError(NOT_WHOLE, "berkas")
        sheets += [(page, found) for page in sorted(rest.codes) if (found := read_marks(rest.codes[page], keys))]
    behind = stretches(sheets, front.count)
    full = [(first, last) for first, last, _ in behind if first <= last]
    parts: Iterator[Path] = iter([])
    if full:
        made = reader.cut(path, room, stretches=full, total_seconds=SECONDS + SECONDS_A_PAGE * front.count)
        if made.outcome is not Outcome.done or len(made.parts) != len(full):
            raise BadInputError(NOT_WHOLE, "berkas")
        parts = iter(made.parts)
    return tuple(Stretch(first, last, kode, next(parts) if first <= last else None) for first, last, kode in behind)
