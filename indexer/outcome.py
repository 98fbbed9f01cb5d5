"""How the reading of a file ended, and what is said about it to people."""

import signal
from collections.abc import Sequence
from enum import StrEnum

from indexer.confinement import Limits
from indexer.forkserver import ChildEnd
from indexer.reading.report import OUT_OF_MEMORY, OUTPUT_FULL, STEP_FAILED

_MEMORY_SHARE = 0.5
"""A child that aborts with more than this share of its memory in use is taken to have died of it.

PDFium ends the process when an allocation fails, and one large allocation may fail well below the limit.
"""


_FROM_OUTSIDE = (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGHUP, -signal.SIGINT, -signal.SIGQUIT)


class Outcome(StrEnum):
    """How the reading of a file ended; everything but `done` is a fact to record, not an error of the program.

    `killed` means by a foreign hand: a person, a supervisor, a machine out of memory. That says nothing of the file,
    so it is tried again; only where it happens each time does it become a verdict.
    """

    done = "done"
    password = "password"  # noqa: S105 - the name of an outcome.
    unreadable = "unreadable"
    limit = "limit"
    timeout = "timeout"
    crashed = "crashed"
    killed = "killed"


_SENTENCE = {
    Outcome.done: "",
    Outcome.password: "Berkas ini meminta kata sandi untuk dibuka. Simpan ulang tanpa kata sandi, lalu unggah kembali.",
    Outcome.unreadable: "Berkas ini tidak dapat dibuka sebagai PDF. Periksa berkasnya, lalu unggah kembali.",
    Outcome.limit: "Pembacaan berkas ini melampaui batas memori, waktu prosesor, atau keluaran.",
    Outcome.timeout: "Pembacaan berkas ini melampaui batas waktu.",
    Outcome.crashed: "Pembaca PDF berhenti mendadak pada berkas ini.",
    Outcome.killed: "Pembaca PDF berulang kali dihentikan dari luar, misalnya karena memori mesin habis.",
}
EMPTY_FILE = "Berkas ini kosong (0 bita). Unggah berkas yang utuh."
_NAMED_PAGES = 10


def outcome_of(end: ChildEnd, limits: Limits) -> Outcome:
    """Read the cause out of the way a child ended."""
    if end.timed_out:
        return Outcome.timeout
    if end.status == 0:
        return Outcome.done
    if end.status == STEP_FAILED:
        return Outcome.unreadable
    if end.status in _FROM_OUTSIDE and end.cpu_seconds < limits.cpu_seconds:
        return Outcome.killed
    is_full = end.peak_kib * 1024 >= _MEMORY_SHARE * limits.memory_bytes
    # What ignores the soft limit of the processor is killed by the hard one.
    stopped_by_limit = end.status in (OUT_OF_MEMORY, OUTPUT_FULL, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ)
    return Outcome.limit if stopped_by_limit or (end.status < 0 and is_full) else Outcome.crashed


def detail(outcome: Outcome, failed_pages: Sequence[int], next_page: int | None, count: int | None) -> str:
    """One or more sentences for people; empty when there is nothing to say."""
    sentences = [_SENTENCE[outcome]]
    if outcome in (Outcome.password, Outcome.unreadable):
        return sentences[0]
    if failed_pages:
        named = ", ".join(map(str, failed_pages[:_NAMED_PAGES]))
        more = f" dan {len(failed_pages) - _NAMED_PAGES} halaman lain" if len(failed_pages) > _NAMED_PAGES else ""
        sentences.append(f"Halaman {named}{more} tidak terbaca.")
    if next_page is not None and count:
        sentences.append(f"Teks terbaca sampai halaman {next_page - 1} dari {count}.")
    return " ".join(filter(None, sentences))
