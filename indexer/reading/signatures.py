"""Finds the electronic signatures of a file and has each judged by itself: what goes wrong with one spoils no other.

The newest is judged first. A document time stamp that holds proves that everything it covers existed by then, so older
signatures are judged at its time: that is how a signature outlives its certificate.
"""

import contextlib
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import crl, ocsp, x509  # type: ignore[import-untyped]
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.crypt import AuthStatus
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature, extract_contents

from indexer.reading.certificates import Evidence
from indexer.reading.signature import STAMP_FORM, UnsupportedError, report_on
from portal.domain.tanda_tangan.report import (
    LONGEST_DETAIL,
    MOST_SIGNATURES,
    Changes,
    Kind,
    NotCheckable,
    SignatureReport,
    tidy,
)

SIGN = re.compile(rb"/(?:B|#42)(?:y|#79)(?:t|#74)(?:e|#65)(?:R|#52)(?:a|#61)(?:n|#6[Ee])(?:g|#67)(?:e|#65)")
"""A signature dictionary cannot lie inside a compressed stream: a file without this name carries none."""

LONGEST_CMS = 4 * 1024 * 1024
MOST_DATA = 200
"""Certificates, and pieces of revocation data, that are taken from one file."""

_SIGNATURE_FORMS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/PBAD.PAdES")


class FileNotCheckableError(Exception):
    """Nothing can be said about the signatures of the file; `reason` says why."""

    def __init__(self, reason: NotCheckable) -> None:
        super().__init__(reason)
        self.reason = reason


def read_signatures(
    data: bytes, roots: Sequence[bytes], now: datetime, *, counted: Callable[[int], None]
) -> Iterator[tuple[int, SignatureReport]]:
    """Report on each signature, numbered from 1 in order of signing; the newest comes first.

    `counted` is told their number before the first is judged. Raises FileNotCheckableError.
    """
    try:
        reader = _opened(data)
        found = _listed(reader)
        evidence = _evidence(reader, [x509.Certificate.load(root) for root in roots])
    except FileNotCheckableError:
        raise
    except (MemoryError, RecursionError) as error:
        raise FileNotCheckableError(NotCheckable.LIMIT) from error
    except Exception as error:
        raise FileNotCheckableError(NotCheckable.FAILED) from error
    counted(len(found))
    if not found and _has_leftover(reader, data):
        raise FileNotCheckableError(NotCheckable.DETACHED)
    moment = now
    for number, item in reversed(list(enumerate(found[:MOST_SIGNATURES], 1))):
        report = item if isinstance(item, SignatureReport) else _guarded(item, data, evidence, moment, now)
        if report.kind is Kind.TIMESTAMP and report.is_time_proven and report.changes is not Changes.CONTENT:
            moment = min(moment, report.stamped_at or moment)
        yield number, report


def _opened(data: bytes) -> PdfFileReader:
    reader = PdfFileReader(io.BytesIO(data))
    if reader.encrypted:
        try:
            # A wrong password raises nothing: only the answer tells.
            is_open = reader.decrypt(b"").status is not AuthStatus.FAILED
        except Exception as error:
            raise FileNotCheckableError(NotCheckable.ENCRYPTED) from error
        if not is_open:
            raise FileNotCheckableError(NotCheckable.ENCRYPTED)
    return reader


def _listed(reader: PdfFileReader) -> list[EmbeddedPdfSignature | SignatureReport]:
    """All signatures in order of signing; in place of one that cannot be opened, the report on that."""
    found: list[tuple[int, EmbeddedPdfSignature | SignatureReport]] = []
    for name, value, sig_field in enumerate_sig_fields(reader, filled_status=True):
        try:
            found.append(_opened_signature(reader, str(name), value, sig_field))
        except Exception as error:
            found.append((0, _failed(str(name), error, value)))
        if len(found) > MOST_SIGNATURES * 4:
            break
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def _opened_signature(
    reader: PdfFileReader, name: str, value: Any, sig_field: Any
) -> tuple[int, EmbeddedPdfSignature | SignatureReport]:
    described = value.get_object()
    contents = extract_contents(described)
    if not contents.strip(b"\0"):
        return 0, SignatureReport(tidy(name), not_checkable=NotCheckable.EMPTY)
    if len(contents) > LONGEST_CMS:
        return 0, SignatureReport(tidy(name), not_checkable=NotCheckable.LIMIT)
    form = described.get("/SubFilter")
    if form not in (*_SIGNATURE_FORMS, STAMP_FORM):
        raise UnsupportedError(str(form))
    signature = EmbeddedPdfSignature(reader, sig_field, name)
    return signature.signed_revision, signature


def _has_leftover(reader: PdfFileReader, data: bytes) -> bool:
    """Whether a file without a signature field still holds the dictionary of a signature.

    Rights that an authoring program grants to readers are signed in the same way, without a field; nothing is missing.
    """
    with contextlib.suppress(Exception):
        if {"/UR", "/UR3"} & set(reader.root["/Perms"]):
            return False
    return SIGN.search(data) is not None


def _evidence(reader: PdfFileReader, roots: Sequence[x509.Certificate]) -> Evidence:
    """The trust list with what the file brings along for a later check; a broken piece of it counts as none."""
    try:
        store = reader.root["/DSS"]
    except Exception:
        return Evidence(roots)
    return Evidence(
        roots,
        tuple(_pieces(store, "/Certs", x509.Certificate)),
        tuple(_pieces(store, "/CRLs", crl.CertificateList)),
        tuple(_pieces(store, "/OCSPs", ocsp.OCSPResponse)),
    )


def _pieces(store: Any, key: str, kind: Any) -> Iterator[Any]:
    with contextlib.suppress(Exception):
        for reference in list(store.get(key, ()))[:MOST_DATA]:
            with contextlib.suppress(Exception):
                piece = kind.load(reference.get_object().data, strict=True)
                # Reading it through now keeps a broken one from spoiling the judgement of others.
                _ = piece.native
                yield piece


def _guarded(
    signature: EmbeddedPdfSignature, data: bytes, evidence: Evidence, moment: datetime, now: datetime
) -> SignatureReport:
    """The report on one signature, whatever it does."""
    try:
        return report_on(signature, data, evidence, moment=moment, now=now)
    except Exception as error:
        return _failed(str(signature.field_name), error, signature.sig_object)


def _failed(name: str, error: Exception, value: Any) -> SignatureReport:
    if isinstance(error, (MemoryError, RecursionError)):
        reason = NotCheckable.LIMIT
    # The tool says of what it lacks that it is not implemented, which is a RuntimeError.
    elif isinstance(error, (UnsupportedError, UnsupportedAlgorithm, RuntimeError)):
        reason = NotCheckable.UNSUPPORTED
    elif isinstance(error, OSError):
        reason = NotCheckable.FAILED
    else:
        reason = NotCheckable.DAMAGED
    is_stamp = False
    with contextlib.suppress(Exception):
        is_stamp = value.get_object().get("/SubFilter") == STAMP_FORM
    detail = tidy(f"{type(error).__name__}: {error}", LONGEST_DETAIL)
    kind = Kind.TIMESTAMP if is_stamp else Kind.APPROVAL
    return SignatureReport(tidy(name), kind, not_checkable=reason, detail=detail)
