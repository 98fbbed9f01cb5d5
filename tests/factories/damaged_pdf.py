"""PDF files as accidents leave them: cut off, with junk in front, contradicting themselves. All content is invented."""

import random

from tests.factories.pdf import AGREEMENT_PAGE, text_pdf
from tests.factories.pdf_objects import one_page, raw_pdf


def truncated_pdf(pages: int = 3, keep: float = 0.9) -> bytes:
    """The file of an interrupted transfer: its tail, with the cross-reference table, is missing."""
    whole = text_pdf([f"{AGREEMENT_PAGE}\nHalaman {page}" for page in range(1, pages + 1)])
    return whole[: int(len(whole) * keep)]


def junk_before_header(junk: bytes = b"\x00junk CONTOH\n" * 110) -> bytes:
    """About 1,500 bytes of something else before `%PDF-`."""
    return junk + text_pdf()


def html_polyglot() -> bytes:
    """A file that is a web page with a script to a browser and a document to a PDF reader."""
    return b"<!doctype html><script>alert('CONTOH')</script><!--\n" + text_pdf() + b"\n-->"


def counts_disagree_pdf() -> bytes:
    """The page tree promises three pages and holds one."""
    objects = one_page(b"BT /F1 12 Tf 72 770 Td (CONTOH satu halaman) Tj ET")
    objects[2] = b"<</Type/Pages/Count 3/Kids[3 0 R]>>"
    return raw_pdf(objects)


def no_pages_pdf() -> bytes:
    """A well-formed file without a single page."""
    return raw_pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 0/Kids[]>>"})


def mutated(source: bytes, *, seed: int, flips: int = 12) -> bytes:
    """`source` with some bytes altered, cut or repeated; the same seed gives the same file."""
    dice = random.Random(seed)  # noqa: S311 - a repeatable drill, not a secret.
    data = bytearray(source)
    for _ in range(dice.randint(1, flips)):
        at = dice.randrange(len(data))
        kind = dice.randrange(4)
        if kind == 0:
            data[at] = dice.randrange(256)
        elif kind == 1:
            del data[at : at + dice.randint(1, 40)]
        elif kind == 2:
            data[at:at] = data[at : at + dice.randint(1, 40)]
        else:
            data[at : at + 4] = dice.randbytes(4)
        if not data:
            return b"%PDF-1.7\n"
    return bytes(data)
