"""Opens PDFs in disposable processes, each with limits on memory, time and output, without network or credentials.

Every parser may hang, crash or be taken over by a file, so none ever runs in the process that holds the database. A
child that dies is a normal outcome: what it had reported until then is kept, a fresh child goes on behind the page
that killed it, and the outcome says what happened. Nothing here raises because of the content of a file.
"""

import contextlib
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from indexer.burned import BurnedPage
from indexer.confinement import Limits
from indexer.findings import part_name
from indexer.forkserver import ForkServer
from indexer.ocr.scan import PageScan
from indexer.outcome import EMPTY_FILE, Outcome, detail
from indexer.patience import Reading
from indexer.steps import PORTION, Step, metadata_pages
from indexer.trust import packed
from portal.domain.berkas.reading import MAX_PAGES, Inspection, PageImage, PageText, TableText, WordBox
from portal.domain.tanda_tangan.report import NotCheckable, SignatureReport, trust_fingerprint
from portal.errors import StorageError

__all__ = ["ChildResult", "Limits", "Outcome", "PdfReader"]

TOTAL_SECONDS = 14.0
WORDS_SECONDS = 4.0


@dataclass(frozen=True)
class ChildResult:
    """What was found in a file. `pages` may be partial unless the outcome is `done`; `detail` is for people.

    `images_outcome` and `words_outcome` tell of the additions, whose failure costs neither text nor inspection.
    `signature_count` may be larger than what is in `signatures`, in order of signing, if the check was cut short.
    `count` is the number of pages that the opened file showed, 0 if it never opened; it is no agreement of two tools.
    `failed_pages` gave no text; `next_page` is where to go on with `read` if time ran out, None if nothing is left.
    """

    outcome: Outcome
    detail: str = ""
    inspection: Inspection | None = None
    pages: tuple[PageText, ...] = ()
    images: tuple[PageImage, ...] = ()
    tables: tuple[TableText, ...] = ()
    seconds: float = 0.0
    images_outcome: Outcome = Outcome.done
    words_outcome: Outcome = Outcome.done
    failed_pages: tuple[int, ...] = ()
    next_page: int | None = None
    scans: tuple[PageScan, ...] = ()
    burned: tuple[BurnedPage, ...] = ()
    signatures: tuple[SignatureReport, ...] = ()
    signature_count: int = 0
    signatures_not_checkable: NotCheckable | None = None
    count: int = 0
    codes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """What is written in the QR codes of each page that was looked at."""
    parts: tuple[Path, ...] = ()
    """Files that were cut out, in their order."""
    was_killed: bool = False
    """Whether something is missing because a foreign hand killed its readers; another time it may be there."""


class PdfReader:
    """Reads files through one zygote, which is started at first use; close it, or use it in a `with` block.

    Safe to share between threads (they take turns). Paths are opened here and handed over as open files: a child
    can open nothing itself. All methods raise StorageError if the path cannot be opened, and ConfigError if the
    reading process cannot be started at all. `total_seconds` bounds a call however many children it takes.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.server = ForkServer()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the zygote; the reader may still be used and then starts a new one."""
        self.server.close()

    def inspect(self, path: Path, *, total_seconds: float = TOTAL_SECONDS) -> ChildResult:
        """Encryption, page counts, active content; quick, for the first answer after an upload."""
        return self._go(path, [Step("inspect")], total_seconds=total_seconds)

    def read(
        self,
        path: Path,
        *,
        first: int = 1,
        last: int | None = None,
        word_pages: tuple[int, ...] = (),
        total_seconds: float = TOTAL_SECONDS,
    ) -> ChildResult:
        """Text of the pages from `first` to `last` (None: to the end); words and tables of `word_pages`."""
        return self._go(path, [Step("text", first, last)], word_pages=word_pages, total_seconds=total_seconds)

    def render(
        self, path: Path, out_dir: Path, *, first: int, last: int, total_seconds: float = TOTAL_SECONDS
    ) -> ChildResult:
        """Pictures of the pages from `first` to `last` as `halaman-00001.webp` onwards in `out_dir`.

        Callers ask for portions of 20 pages, so that a call stays short; more is done in portions too, while time
        lasts. `images_outcome` tells how it went.
        """
        return self._go(path, [Step("images", first, last)], out_dir=out_dir, total_seconds=total_seconds)

    def scan(
        self, path: Path, out_dir: Path, *, page: int, is_rest: bool = False, total_seconds: float = TOTAL_SECONDS
    ) -> ChildResult:
        """One page for text recognition, in `scans` and as a grey picture of that name in `out_dir`.

        It is drawn at the resolution of the scan, within 150 to 300 dpi, with `is_rest` without its own text. No scan,
        no page: the outcome says why.
        """
        step = Step("scan", pages=(page,), is_rest=is_rest)
        return self._go(path, [step], out_dir=out_dir, total_seconds=total_seconds)

    def burn(
        self,
        path: Path,
        out_dir: Path,
        *,
        boxes: Mapping[int, tuple[tuple[int, int, int, int], ...]],
        first: int,
        last: int,
        total_seconds: float = TOTAL_SECONDS,
    ) -> ChildResult:
        """Pictures of the pages from `first` to `last` with these boxes blackened, in `burned` and in `out_dir`.

        `boxes` are in parts of the page as it is shown (`portal.domain.penghitaman.kotak`), by page.
        """
        step = Step("burn", first, last, boxes=boxes)
        return self._go(path, [step], out_dir=out_dir, total_seconds=total_seconds)

    def codes(
        self, path: Path, *, first: int, last: int | None = None, total_seconds: float = TOTAL_SECONDS
    ) -> ChildResult:
        """What is written in the QR codes of the pages from `first` to `last` (None: to the end), in `codes`.

        A page that is missing there could not be looked at.
        """
        return self._go(path, [Step("codes", first, last)], total_seconds=total_seconds)

    def cut(
        self, path: Path, out_dir: Path, *, stretches: Sequence[tuple[int, int]], total_seconds: float = TOTAL_SECONDS
    ) -> ChildResult:
        """Stretches of pages (first and last of each) as files of their own in `out_dir`, named in `parts`.

        They are all there, or the outcome says why not.
        """
        flat = tuple(page for stretch in stretches for page in stretch)
        return self._go(path, [Step("cut", pages=flat)], out_dir=out_dir, total_seconds=total_seconds)

    def signatures(self, path: Path, roots: Sequence[bytes], *, total_seconds: float = TOTAL_SECONDS) -> ChildResult:
        """The electronic signatures, judged offline against these DER certificates as the only ones trusted.

        A file that cannot be checked has no signatures and a reason in `signatures_not_checkable`.
        """
        trust = os.memfd_create("trust")
        try:
            os.pwrite(trust, packed(roots), 0)
            found = self._go(path, [Step("signatures")], total_seconds=total_seconds, trust=trust)
        finally:
            os.close(trust)
        # What was trusted is known here; the child is not asked.
        count, mark = len(set(roots)), trust_fingerprint(roots)
        marked = (replace(report, roots=count, trust_fingerprint=mark) for report in found.signatures)
        return replace(found, signatures=tuple(marked))

    def read_all(
        self,
        path: Path,
        *,
        out_dir: Path | None = None,
        image_pages: int = PORTION["images"],
        word_pages: tuple[int, ...] | None = None,
        total_seconds: float = TOTAL_SECONDS,
        most_pages: int = MAX_PAGES,
    ) -> ChildResult:
        """Inspection, text of all pages and the first pictures (if `out_dir` is given), in one child where possible.

        `word_pages` None means the pages that carry metadata (the first and the last two); empty means none, which
        is several times faster. Of a file of more than `most_pages` no more is read than its first child comes to.
        """
        steps = [Step("inspect"), Step("text")]
        if out_dir is not None and image_pages:
            steps.append(Step("images", 1, image_pages))
        return self._go(
            path, steps, out_dir=out_dir, word_pages=word_pages, total_seconds=total_seconds, most_pages=most_pages
        )

    def confinement(self) -> dict[str, Any]:
        """What a child sees and may do, found out by a child that tries; for the administrator's check."""
        with _opened(Path(os.devnull)) as nothing:
            deadline = time.monotonic() + TOTAL_SECONDS
            reading = Reading(self.server, self.limits, nothing, deadline=deadline, out_dir=None)
            reading.run([Step("confinement")], seconds=self.limits.wall_seconds)
            return reading.found.confinement or {}

    def _go(
        self,
        path: Path,
        steps: list[Step],
        *,
        total_seconds: float,
        out_dir: Path | None = None,
        word_pages: tuple[int, ...] | None = (),
        trust: int | None = None,
        most_pages: int = MAX_PAGES,
    ) -> ChildResult:
        started = time.monotonic()
        with _opened(path) as pdf:
            if os.fstat(pdf).st_size == 0:
                return ChildResult(Outcome.unreadable, EMPTY_FILE)
            reading = Reading(
                self.server, self.limits, pdf, deadline=started + total_seconds, out_dir=out_dir, trust=trust
            )
            reading.most_pages = most_pages
            # Whoever has more time for the whole has it for each child too; what one may use up stays the same.
            reading.run(steps, seconds=self.limits.wall_seconds * max(1.0, total_seconds / TOTAL_SECONDS))
            # Words come last and alone: the tool that finds them hangs on hostile files, and the text is safe by then.
            found = reading.found
            wanted = metadata_pages(found.count) if word_pages is None else word_pages
            with_text = tuple(number for number in wanted if number in found.pages and found.pages[number].text)
            if with_text:
                reading.run([Step("words", pages=with_text)], seconds=WORDS_SECONDS)
        return _result(reading, steps[0].kind, time.monotonic() - started)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise StorageError("Berkas tidak dapat dibaca dari tempat simpan.") from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _result(reading: Reading, first_kind: str, seconds: float) -> ChildResult:
    """All that was found, with the outcome in words."""
    found = reading.found
    failed = sorted({*found.unreadable_by("text"), *reading.lost_pages})
    left = reading.left.get("text")
    next_page = None if left is None or found.refused else left.first
    outcome = _outcome(reading, first_kind)
    out_dir = reading.out_dir
    return ChildResult(
        outcome,
        detail(outcome, failed, next_page, found.count),
        found.inspection,
        tuple(
            replace(page, words=_seen(found.words.get(number, ()), page))
            for number, page in sorted(found.pages.items())
        ),
        tuple(image for _, image in sorted(found.images.items())),
        tuple(found.tables),
        round(seconds, 3),
        reading.failures.get("images", Outcome.done),
        reading.failures.get("words", Outcome.done),
        tuple(failed),
        next_page,
        tuple(found.scans.values()),
        tuple(page for _, page in sorted(found.burned.items())),
        tuple(report for _, report in sorted(found.signatures.items())),
        found.signature_count or 0,
        found.signatures_not_checkable,
        found.count or 0,
        dict(found.codes),
        tuple(out_dir / part_name(number) for number in sorted(found.parts)) if out_dir is not None else (),
        reading.was_killed,
    )


def _seen(words: tuple[WordBox, ...], page: PageText) -> tuple[WordBox, ...]:
    """The words that stand in the text of their page: the tool that finds places knows nothing of what is seen."""
    if not page.hidden:
        return words
    seen = set(page.text.split())
    return tuple(word for word in words if word.text in seen)


def _outcome(reading: Reading, first_kind: str) -> Outcome:
    """The outcome of the whole: a refusal, else the failure of what was asked for, else whether anything was read."""
    found = reading.found
    if found.refused is not None:
        return Outcome(found.refused)
    # Pictures and words are additions, unless pictures are all that was asked for.
    kinds = (
        ("text", "inspect", first_kind)
        if first_kind in ("images", "scan", "burn", "signatures", "codes", "cut")
        else ("text", "inspect")
    )
    for kind in kinds:
        if kind in reading.failures:
            return reading.failures[kind]
    is_any = bool(found.pages or found.images or found.scans or found.burned or found.codes)
    return Outcome.unreadable if found.unreadable and not is_any else Outcome.done
