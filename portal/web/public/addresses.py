"""The addresses of one naskah as it is published now, or of one of its earlier versions; and of the many of a list."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import url_for


@dataclass(frozen=True)
class NaskahAddresses:
    """Where page, files and pictures of a publication are; `versi` is the number of an earlier one."""

    kode: str
    versi: int | None = None

    def page(self, **more: Any) -> str:
        """The page itself."""
        return self._of("naskah", "version", **more)

    def file(self, urutan: int = 1, **more: Any) -> str:
        """A file; the first one has the short address."""
        if urutan == 1:
            return self._of("file", "version_file", **more)
        return self._of("file_numbered", "version_file_numbered", urutan=urutan, **more)

    def image(self, nomor: int) -> str:
        """The picture of a page."""
        return self._of("page_image", "version_image", nomor=nomor)

    def small_image(self, nomor: int) -> str:
        """The same for the lane of small pictures."""
        return self._of("small_image", "version_small_image", nomor=nomor)

    def _of(self, now: str, then: str, **values: Any) -> str:
        if self.versi is None:
            return url_for(f"public.{now}", kode=self.kode, **values)
        return url_for(f"public.{then}", kode=self.kode, versi=self.versi, **values)


_ANY = "0000-00000"
"""Stands where the code of a naskah will stand; a code needs no quoting."""
_IN_ANCHOR = "%!#$&'()*+,/:;=?@"
"""Signs that an address has in its anchor as they are."""


class ListAddresses:
    """The addresses of the naskah of a list, opened at what was searched for.

    Flask makes an address in a hundredth of a millisecond, and a page of results has a hundred of them: here it makes
    each kind once, and the codes and numbers are put into their places.
    """

    def __init__(self, text: str | None) -> None:
        """`text` was searched for; None where it is not to stand in the addresses."""
        self._naskah = _around(url_for("public.naskah", kode=_ANY))
        self._file = _around(url_for("public.file", kode=_ANY))
        self._text = _around(url_for("public.naskah", kode=_ANY, tampil="teks", q=text))
        asked = url_for("public.naskah", kode=_ANY, q=text).partition("?")[2]
        self._more = f"&{asked}" if asked else ""

    def naskah(self, kode: str) -> str:
        """The page of a naskah."""
        return kode.join(self._naskah)

    def file(self, kode: str) -> str:
        """Its first file."""
        return kode.join(self._file)

    def text(self, kode: str) -> str:
        """Its text."""
        return kode.join(self._text)

    def page(self, kode: str, halaman: int) -> str:
        """One of its pages."""
        return f"{kode.join(self._naskah)}?hlm={halaman}{self._more}#hlm-{halaman}"

    def place(self, kode: str, halaman: int, anchor: str) -> str:
        """A place in its text."""
        anchor = quote(anchor, safe=_IN_ANCHOR)
        return f"{kode.join(self._naskah)}?tampil=teks&hlm={halaman}{self._more}#{anchor}"


def _around(address: str) -> tuple[str, str]:
    before, _, after = address.partition(_ANY)
    return before, after
