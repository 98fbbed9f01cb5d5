"""The addresses of one naskah as it is published now, or of one of its earlier versions."""

from dataclasses import dataclass
from typing import Any

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
