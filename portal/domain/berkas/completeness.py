"""Whether a file was read as a whole: every page that it is known to have was looked at, and no page stands outside.

Nothing is taken for read because nobody complained. Without a number of pages that two tools agree on, nobody can say
that none is missing; and a page counts as looked at by its own verdict alone, whatever happened to the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.domain.naskah.enumerations import ReadingState, RecognitionState

_NAMED = 10


class PageVerdict(StrEnum):
    """What came of looking at one page."""

    text = "text"
    recognised = "recognised"
    blank = "blank"
    waiting = "waiting"
    unread = "unread"


def verdict(asal: str, pengenalan: RecognitionState) -> PageVerdict:
    """The verdict on a page by the origin of its text and the state of its recognition.

    A page that had to be recognised and was not is unread, whatever letters its layer holds: they are not what is seen.
    """
    if pengenalan is RecognitionState.MENUNGGU:
        return PageVerdict.waiting
    if pengenalan is RecognitionState.KOSONG:
        return PageVerdict.blank
    if asal == "none":
        return PageVerdict.unread
    if pengenalan is RecognitionState.TIDAK_PERLU:
        return PageVerdict.text
    return PageVerdict.recognised if pengenalan is RecognitionState.SELESAI else PageVerdict.unread


@dataclass(frozen=True)
class FileFacts:
    """What is known of a stored file: `agreed` is the number of pages both tools count, None where there is none."""

    keadaan: ReadingState
    agreed: int | None
    verdicts: Mapping[int, PageVerdict]
    """By page, counted from 1. A page that is not in here was never looked at."""

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is still to look at it."""
        is_underway = self.keadaan in (ReadingState.MENUNGGU, ReadingState.DIBACA)
        return is_underway or PageVerdict.waiting in self.verdicts.values()

    @property
    def is_whole(self) -> bool:
        """Whether its pages are known, and each of them is there: no more, no fewer."""
        return bool(self.agreed) and self.verdicts.keys() == set(range(1, (self.agreed or 0) + 1))

    @property
    def is_incomplete(self) -> bool:
        """Whether a reading that is over left open which pages there are; a failed one says so itself."""
        return self.keadaan is not ReadingState.GAGAL and not self.is_waiting and not self.is_whole

    @property
    def has_unread_page(self) -> bool:
        """Whether a page was looked at in vain."""
        return PageVerdict.unread in self.verdicts.values()


def explain(*, agreed: int | None, counted: Sequence[int | None], numbers: Sequence[int]) -> str:
    """Why the pages `numbers` are not known to be the whole file, for people; empty if they are.

    `counted` is what each tool counted, None for one that could not; empty where none was asked to the end.
    """
    if agreed:
        wanted = set(range(1, agreed + 1))
        if missing := sorted(wanted - set(numbers)):
            named = ", ".join(map(str, missing[:_NAMED]))
            more = f" dan {len(missing) - _NAMED} halaman lain" if len(missing) > _NAMED else ""
            return f"Belum ada hasil baca untuk halaman {named}{more}."
        if set(numbers) - wanted:
            return f"Terbaca lebih banyak halaman daripada {agreed} halaman yang tercatat pada berkas."
        return ""
    known = [str(count) for count in counted if count]
    if len(set(known)) > 1:
        return f"Jumlah halaman tidak pasti: dua alat menghitung {' dan '.join(known)} halaman."
    return "Jumlah halaman tidak dapat dipastikan, jadi mungkin ada halaman yang belum terbaca."
