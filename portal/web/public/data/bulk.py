"""Everything public as one file: JSON Lines with every field of the interface, and a table as CSV."""

import os
from collections.abc import Callable, Iterable, Iterator

from flask import Flask, Response, current_app, g, request

from portal.domain.formats import iso_date
from portal.queries.public import changes, terbitan
from portal.queries.public.values import PublicNaskah
from portal.web.api.params import parse_nothing
from portal.web.api.serialise import Addresses, naskah_shape
from portal.web.context import public_reading, stores, today
from portal.web.csv_text import csv_lines
from portal.web.public.data.kept_file import KeptFile, packed_parts, plain_parts

JSONL, CSV = "application/x-ndjson; charset=utf-8", "text/csv; charset=utf-8"
NUMBER = "X-Perubahan-Nomor"
"""The number of the list of changes that a file stands at: a mirror goes on from there."""
"""Tells spreadsheet programs that the text is UTF-8."""
KINDS = ("csv", "jsonl")
COLUMNS = (
    "kode", "judul", "lingkup", "bentuk", "nama_bentuk", "nomor", "mitra", "negara", "unit_kode", "unit_nama",
    "signed_on", "signed_presisi", "effective_on", "expires_on", "is_open_ended", "ended_on", "status", "subjek",
    "bahasa", "is_metadata_only", "url", "pdf_url", "sha256", "pages", "first_published_at", "published_at",
)  # fmt: skip


def install(app: Flask) -> None:
    """Keep a file of each kind for this application."""
    folder = app.extensions["portal"].spool_dir
    app.extensions["bulk"] = {kind: KeptFile(folder) for kind in KINDS}


def size_of(kind: str) -> int:
    """Bytes of the newest file of a kind, packed; 0 where none was asked for yet."""
    return kept(kind).size


def kept(kind: str) -> KeptFile:
    """The file of one kind."""
    found = current_app.extensions["bulk"][kind]
    assert isinstance(found, KeptFile)  # noqa: S101 - tells the type checker what `install` put there
    return found


def naskah_jsonl() -> Response:
    """All naskah, a line each, as `/api/v1/naskah/KODE` gives them."""
    return _sent("jsonl", JSONL, _json_lines)


def naskah_csv() -> Response:
    """All naskah as a table for spreadsheet programs."""
    return _sent("csv", CSV, _csv_lines)


def _sent(
    kind: str,
    mimetype: str,
    lines_of: Callable[[Iterable[PublicNaskah]], Iterator[str]],
) -> Response:
    parse_nothing(request.args.to_dict(flat=False))
    with public_reading() as session:
        number = changes.current(session).nomor
    # The state that this request was asked in: what a replica shows may be older than what the database has by now.
    number = min(number, g.public_version.nomor) if "public_version" in g else number
    key = (number, today(), current_app.extensions["release"])
    held: list[int] = []

    def lines() -> Iterator[str]:
        # One session from the number to the last row: all of it is of one moment.
        with public_reading() as session:
            held.append(changes.current(session).nomor)
            yield from lines_of(terbitan.all_naskah(session, today()))

    descriptor = kept(kind).open(key, lines)
    is_packed = request.accept_encodings["gzip"] > 0
    parts = packed_parts(descriptor) if is_packed else plain_parts(descriptor)
    response = Response(parts, content_type=mimetype)
    # Not at the end of the parts: whoever asks for the head alone never begins them.
    response.call_on_close(lambda: os.close(descriptor))
    if is_packed:
        response.headers["Content-Encoding"] = "gzip"
        response.content_length = os.fstat(descriptor).st_size
    response.headers["Content-Disposition"] = f'attachment; filename="naskah.{kind}"'
    # Something may have changed between the look at the number and the making: the smaller one is safe to go on from.
    response.headers[NUMBER] = str(min([number, *held]))
    return response


def _json_lines(found: Iterable[PublicNaskah]) -> Iterator[str]:
    addresses = Addresses(stores().config.base_url)
    for naskah in found:
        yield naskah_shape(naskah, addresses).model_dump_json() + "\n"


def _csv_lines(found: Iterable[PublicNaskah]) -> Iterator[str]:
    addresses = Addresses(stores().config.base_url)
    return csv_lines(COLUMNS, (_row(naskah, addresses) for naskah in found))


def _row(naskah: PublicNaskah, addresses: Addresses) -> Iterator[str]:
    shape, item = naskah_shape(naskah, addresses).model_dump(mode="json"), naskah.item
    told = shape | {
        "nomor": item.nomor,
        "mitra": [one.nama for one in item.mitra],
        "negara": sorted({one.negara for one in item.mitra if one.negara}),
        "unit_kode": item.unit_kode,
        "unit_nama": item.unit_nama,
        "signed_on": iso_date(item.signed),
    }
    return (_cell(told[name]) for name in COLUMNS)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, (list, tuple)):
        return "; ".join(str(one) for one in value)
    return str(value)
