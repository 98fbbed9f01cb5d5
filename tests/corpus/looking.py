"""What the tests of the corpus look at papers with: their names, their printed words, the days of the week."""

import pypdfium2

from tests.corpus.naskah import Naskah

DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")


def by_id(naskah: Naskah) -> str:
    """The name of a case."""
    return naskah.id


def text_of(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]
