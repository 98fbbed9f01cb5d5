"""A file without a signature field may still hold what is left of a signature, and that is said."""

import io
from pathlib import Path

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from indexer.child import ChildResult, PdfReader
from portal.domain.tanda_tangan.report import NotCheckable
from tests.factories.signed_pdf import plain, roots, sign


def look(data: bytes, folder: Path) -> ChildResult:
    path = folder / "berkas.pdf"
    path.write_bytes(data)
    with PdfReader() as reader:
        return reader.signatures(path, roots("A"))


def test_what_is_left_of_a_signature_that_was_taken_off_is_named(tmp_path: Path) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sign(plain())))
    del writer.root["/AcroForm"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)

    found = look(out.getvalue(), tmp_path)

    assert (found.signatures, found.signature_count) == ((), 0)
    assert found.signatures_not_checkable is NotCheckable.DETACHED


def test_rights_granted_to_readers_are_no_signature_that_was_taken_off(tmp_path: Path) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(plain()))
    right = generic.DictionaryObject({generic.pdf_name("/ByteRange"): generic.ArrayObject([])})
    writer.root["/Perms"] = generic.DictionaryObject({generic.pdf_name("/UR3"): writer.add_object(right)})
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)

    found = look(out.getvalue(), tmp_path)

    assert b"/ByteRange" in out.getvalue()
    assert (found.signature_count, found.signatures_not_checkable) == (0, None)
