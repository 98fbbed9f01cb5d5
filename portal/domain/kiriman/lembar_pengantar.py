"""The mark on a cover sheet: which naskah the pages behind it belong to, and a check that this portal printed it.

It is short and of few letters, so that its squares are large and survive a copier; without the check a mark that was
guessed, or read wrongly, would put somebody's pages to another naskah.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from portal.domain.naskah.kode import is_kode
from portal.errors import BadInputError

_FRONT = "NKS:1:"
_CHECK_BYTES = 10
UNKNOWN = (
    "Lembar pengantar pada berkas ini tidak dicetak repositori ini, atau sudah terlalu lama. Cetak lembar pengantar"
    " baru, lalu pindai lagi."
)


def write_mark(kode: str, key: str) -> str:
    """The mark for a naskah, made with the secret of this portal."""
    return f"{_FRONT}{kode}:{_check(kode, key)}"


def read_marks(texts: Sequence[str], keys: Sequence[str]) -> str:
    """The code that the marks among these texts name; empty where none is a mark of ours.

    Raises BadInputError for a mark that no key of this portal has made, and where a page bears two.
    """
    found = set()
    for text in texts:
        if not text.startswith(_FRONT):
            continue
        kode, _, check = text.removeprefix(_FRONT).partition(":")
        is_ours = (
            is_kode(kode) and check.isascii() and any(hmac.compare_digest(check, _check(kode, key)) for key in keys)
        )
        if not is_ours:
            raise BadInputError(UNKNOWN, "berkas")
        found.add(kode)
    if len(found) > 1:
        raise BadInputError("Satu halaman memuat dua lembar pengantar. Pindai lagi, satu lembar per halaman.", "berkas")
    return found.pop() if found else ""


def stretches(sheets: Sequence[tuple[int, str]], count: int) -> tuple[tuple[int, int, str], ...]:
    """First and last page behind each sheet, and its code; the first page lies behind the last where there is none.

    `sheets` are the pages of the sheets and their codes, in order; `count` is how many pages there are.
    """
    ends = [page - 1 for page, _ in sheets[1:]] + [count]
    return tuple((page + 1, end, kode) for (page, kode), end in zip(sheets, ends, strict=True))


def _check(kode: str, key: str) -> str:
    made = hmac.new(key.encode(), f"lembar pengantar\n{kode}".encode(), hashlib.sha256).digest()
    return base64.b32encode(made[:_CHECK_BYTES]).decode("ascii")
