"""Uploads on their way in: every file part is hashed, measured and written to the waiting room while it arrives.

Only the addresses that take files have a waiting room; a file sent anywhere else is read and thrown away. Whatever
happens to the request, its files are removed from the waiting room when it ends.
"""

import io
from pathlib import Path
from typing import IO, Any

from flask import Flask, Request, g, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import BadRequest

from portal.process import incoming_name
from portal.services.berkas.spooling import PIECE, Spool, refuse_full
from portal.services.berkas.uploading import ReceivedFile
from portal.services.naskah_asli.penerimaan import LARGEST_PHOTO
from portal.web.context import stores

PDF_ENDPOINTS = frozenset({"work.upload", "work.upload_file", "work.add_berkas", "biro.kemlu", "gateway.upload"})
"""Addresses whose file parts are PDFs for the archive."""
TABLE_ENDPOINTS = frozenset({"admin.import_units", "admin.change_kalender", "work.lampiran_import"})
"""Addresses whose file parts are small tables."""
PHOTO_ENDPOINTS = frozenset({"biro.receive"})
"""Addresses whose file parts are photos of a handover."""
LARGEST_TABLE = 2_000_000
"""Bytes of a table; more is cut off and then refused as too large."""


class SpooledPart(io.RawIOBase):
    """One file part as the form parser writes it; `finish` gives what lies in the waiting room."""

    def __init__(self, path: Path, limit: int) -> None:
        super().__init__()
        self._spool = Spool(path, limit=limit)
        path.chmod(0o600)

    def write(self, piece: Any) -> int:
        """Take the next bytes."""
        return self._spool.write(bytes(piece))

    def seek(self, offset: int, whence: int = 0) -> int:
        """The form parser rewinds when a part is complete; there is nothing to rewind here."""
        return 0

    def finish(self, nama: str) -> ReceivedFile:
        """The received file under the name it was sent with."""
        return self._spool.finish(nama)

    def remove(self) -> None:
        """Clear the waiting room."""
        self._spool.finish("")
        self._spool.path.unlink(missing_ok=True)


class _Sink(io.RawIOBase):
    """Takes bytes and keeps the first of them, up to `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._kept = io.BytesIO()

    def write(self, piece: Any) -> int:
        """Keep what still fits."""
        self._kept.write(bytes(piece)[: max(0, self._limit - self._kept.tell())])
        return len(piece)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Reading always begins at the start."""
        return 0

    def read(self, size: int = -1) -> bytes:
        """Everything kept."""
        return self._kept.getvalue()


class SpoolingRequest(Request):
    """A request whose file parts go to the waiting room while they arrive."""

    def _load_form_data(self) -> None:
        super()._load_form_data()
        if None in self.form or None in self.files:
            # A part without a name belongs to no form; whoever reads the names later would stumble over it.
            raise BadRequest

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        if self.endpoint in PDF_ENDPOINTS and filename:
            return _pdf_part()  # type: ignore[return-value]  # written to by the parser, read by nobody
        # One byte more than allowed tells a file that is too large from one that just fits.
        limits = {
            **dict.fromkeys(TABLE_ENDPOINTS, LARGEST_TABLE + 1),
            **dict.fromkeys(PHOTO_ENDPOINTS, LARGEST_PHOTO + 1),
        }
        limit = limits.get(self.endpoint or "", 0)
        return _Sink(limit)  # type: ignore[return-value]


def install(app: Flask) -> None:
    """Let the application take uploads this way. Must come before the first request."""
    app.request_class = SpoolingRequest
    app.teardown_request(_clear)


def received_body(nama: str) -> ReceivedFile:
    """The body of the request itself as a file, at an address that takes PDFs. Raises StorageFullError."""
    part = _pdf_part()
    while piece := request.stream.read(PIECE):
        part.write(piece)
    return part.finish(nama)


def _pdf_part() -> SpooledPart:
    config = stores().config
    refuse_full(stores().spool_dir, config.max_upload_mb * 1_000_000, config.spool_mb * 1_000_000)
    part = SpooledPart(stores().spool_dir / incoming_name(), config.max_upload_mb * 1_000_000)
    g.setdefault("spooled", []).append(part)
    return part


def received(storage: FileStorage) -> ReceivedFile:
    """The file behind a part of the form."""
    part = storage.stream
    assert isinstance(part, SpooledPart)  # noqa: S101 - tells the type checker what the request class put there
    return part.finish(storage.filename or "")


def _clear(_error: BaseException | None) -> None:
    for part in g.pop("spooled", []):
        part.remove()
