"""How far the reading of a file is, in words: read, recognised page by page, or waiting for an engine."""

from portal.domain import formats
from portal.domain.naskah.enumerations import ReadingState
from portal.queries.berkas.values import Recognition
from portal.queries.naskah.values import QueuedDraft, StaffBerkas
from portal.web.words.labels.lookup import label


def progress_text(berkas: StaffBerkas | QueuedDraft) -> str:
    """How far the reading of a file is, in words."""
    if berkas.keadaan is ReadingState.DIBACA and berkas.progress_total:
        done, whole = formats.number(berkas.progress), formats.number(berkas.progress_total)
        return f"Membaca teks, halaman {done} dari {whole}"
    if berkas.keadaan is ReadingState.TERBACA and berkas.pages:
        return _recognised_text(berkas.recognition, berkas.pages)
    return label(berkas.keadaan)


def progress_of(berkas: StaffBerkas | QueuedDraft) -> tuple[int, int]:
    """Pages done and pages altogether of what the machine is doing with a file; (0, 0) if it does nothing."""
    if berkas.keadaan is ReadingState.DIBACA:
        return berkas.progress, berkas.progress_total
    seen = berkas.recognition
    return (seen.done, seen.total) if berkas.keadaan is ReadingState.TERBACA and seen.is_running else (0, 0)


def _recognised_text(seen: Recognition, pages: int) -> str:
    if seen.is_running:
        return f"Mengenali teks, halaman {formats.number(seen.current)} dari {formats.number(seen.total)}"
    if seen.is_engine_missing:
        which = (
            "Belum terbaca"
            if seen.without_engine == pages
            else f"{formats.number(seen.without_engine)} halaman belum terbaca"
        )
        return f"{which}: mesin pengenal teks belum terpasang"
    if seen.failed == pages:
        return f"{formats.number(pages)} halaman, tidak ada yang terbaca mesin"
    failed = f", {formats.number(seen.failed)} di antaranya tidak terbaca mesin" if seen.failed else ""
    return f"Terbaca, {formats.number(pages)} halaman{failed}"
