"""Every altered, extended, untrusted, expired, revoked and broken signature is told apart from every other."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pyhanko.sign.fields import MDPPerm

from indexer.child import ChildResult, Outcome, PdfReader
from indexer.confinement import Limits
from portal.domain.tanda_tangan.report import (
    Changes,
    Coverage,
    Integrity,
    Kind,
    NotCheckable,
    Revocation,
    SignatureReport,
    TimeStamp,
    Trust,
    trust_fingerprint,
)
from tests.factories import signed_pdf as made
from tests.factories.pdf import image_only_pdf
from tests.factories.signed_pdf import NOW, YEAR, hierarchy, plain, revocation_list, roots, sign, with_store

DAY = timedelta(days=1)
Look = Callable[..., ChildResult]


@pytest.fixture(scope="module")
def reader() -> Iterator[PdfReader]:
    with PdfReader() as opened:
        yield opened


@pytest.fixture
def look(reader: PdfReader, tmp_path: Path) -> Look:
    def check(data: bytes, trusted: tuple[bytes, ...] | None = None) -> ChildResult:
        path = tmp_path / "berkas.pdf"
        path.write_bytes(data)
        found = reader.signatures(path, roots("A") if trusted is None else trusted)
        assert path.read_bytes() == data
        return found

    return check


def flipped(data: bytes) -> bytes:
    place = data.index(b"stream") + 12
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def revoked(at: Any, **listed: Any) -> Any:
    made_by = hierarchy("A")
    return revocation_list(made_by.authority, revoked={made_by.signer.certificate.serial_number: at}, **listed)


SOUND: dict[str, object] = {
    "kind": Kind.APPROVAL,
    "integrity": Integrity.UTUH,
    "changes": Changes.NONE,
    "coverage": Coverage.WHOLE,
    "trust": Trust.TRUSTED,
    "time_stamp": TimeStamp.NONE,
    "revocation": Revocation.NOT_CHECKED,
    "not_checkable": None,
}
LATER = {"coverage": Coverage.LATER_BYTES}
KEPT = {**LATER, "changes": Changes.MAINTENANCE}
EARLY = NOW - 2 * YEAR

CASES: dict[str, tuple[Callable[[], bytes], dict[str, object]]] = {
    "validly signed": (lambda: sign(plain()), {}),
    "a byte altered": (lambda: flipped(sign(plain())), {"integrity": Integrity.BERUBAH}),
    "content changed by a later update": (
        lambda: made.with_new_content(sign(plain())),
        {**LATER, "changes": Changes.CONTENT},
    ),
    "junk appended": (lambda: sign(plain()) + b"\n% sisa\n" * 5, LATER),
    "signed by a second person": (lambda: sign(sign(plain()), field="TTE2"), {**LATER, "changes": Changes.FORM}),
    "form filled in": (
        lambda: made.with_form_field(sign(made.with_form_field(plain(), "")), "CONTOH 12"),
        {**LATER, "changes": Changes.FORM},
    ),
    "document time stamp added": (
        lambda: made.document_stamp(sign(plain()), NOW),
        {**KEPT, "time_stamp": TimeStamp.VALID},
    ),
    "time stamp": (lambda: sign(plain(), stamped_at=NOW - DAY), {"time_stamp": TimeStamp.VALID}),
    "unknown root": (lambda: sign(plain(), mark="B"), {"trust": Trust.NO_CHAIN}),
    "time stamp of a stranger": (
        lambda: sign(plain(), hierarchy("B").signer, mark="B", stamped_at=NOW - DAY),
        {"trust": Trust.NO_CHAIN, "time_stamp": TimeStamp.UNTRUSTED},
    ),
    "expired": (lambda: sign(plain(), hierarchy("A").expired), {"trust": Trust.EXPIRED}),
    "expired, signed before by a time stamp": (
        lambda: sign(plain(), hierarchy("A").expired, stamped_at=EARLY),
        {"time_stamp": TimeStamp.VALID},
    ),
    "expired, covered before by a document time stamp": (
        lambda: made.document_stamp(sign(plain(), hierarchy("A").expired), EARLY),
        {**KEPT, "time_stamp": TimeStamp.VALID},
    ),
    "expired, time stamp too late": (
        lambda: sign(plain(), hierarchy("A").expired, stamped_at=NOW - DAY),
        {"trust": Trust.EXPIRED, "time_stamp": TimeStamp.VALID},
    ),
    "not yet valid": (lambda: sign(plain(), hierarchy("A").future), {"trust": Trust.NOT_YET_VALID}),
    "certificate of a time-stamping authority": (
        lambda: sign(plain(), hierarchy("A").authority),
        {"trust": Trust.UNSUITABLE},
    ),
    "revoked, with the list embedded and no address in the certificate": (
        lambda: with_store(sign(plain()), revoked(NOW - 30 * DAY)),
        {**KEPT, "trust": Trust.REVOKED, "revocation": Revocation.REVOKED},
    ),
    "revoked by a list that has run out": (
        lambda: with_store(sign(plain()), revoked(NOW - 90 * DAY, made=NOW - 60 * DAY, valid=DAY)),
        {**KEPT, "trust": Trust.REVOKED, "revocation": Revocation.REVOKED},
    ),
    "revoked after a proven time of signing": (
        lambda: with_store(sign(plain(), stamped_at=NOW - 40 * DAY), revoked(NOW - 30 * DAY)),
        {**KEPT, "time_stamp": TimeStamp.VALID, "revocation": Revocation.GOOD},
    ),
    "not revoked by a fresh list": (
        lambda: with_store(sign(plain()), revocation_list(hierarchy("A").authority, revoked={})),
        {**KEPT, "revocation": Revocation.GOOD},
    ),
    "list of a stranger": (
        lambda: with_store(sign(plain()), revocation_list(hierarchy("B").authority, revoked={})),
        KEPT,
    ),
    "certified": (lambda: sign(plain(), certify=MDPPerm.NO_CHANGES), {"kind": Kind.CERTIFICATION}),
    "certification violated": (
        lambda: made.with_form_field(sign(made.with_form_field(plain(), ""), certify=MDPPerm.NO_CHANGES), "CONTOH 12"),
        {**LATER, "kind": Kind.CERTIFICATION, "changes": Changes.CONTENT},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_case_is_told_apart(case: str, look: Look) -> None:
    build, differing = CASES[case]

    found = look(build())

    first = found.signatures[0]
    assert found.outcome is Outcome.done
    assert {name: getattr(first, name) for name in SOUND} == {**SOUND, **differing}, first.detail


def test_an_empty_trust_list_is_no_judgement_on_the_certificate(look: Look) -> None:
    (report,) = look(sign(plain()), ()).signatures

    assert (report.trust, report.integrity, report.roots) == (Trust.EMPTY_LIST, Integrity.UTUH, 0)


def test_a_report_names_signer_issuer_times_and_the_trust_list_used(look: Look) -> None:
    (report,) = look(sign(plain(), stamped_at=NOW - DAY)).signatures

    assert (report.signer, report.issuer) == ("CONTOH Penanda Tangan A", "CONTOH Penerbit A")
    assert report.stamped_at == NOW - DAY
    assert report.stamped_by == "CONTOH Cap Waktu A"
    assert report.is_time_proven
    assert (report.roots, report.trust_fingerprint) == (1, trust_fingerprint(roots("A")))


def test_a_time_without_a_stamp_is_only_claimed(look: Look) -> None:
    (report,) = look(sign(plain())).signatures

    assert report.claimed_at is not None
    assert not report.is_time_proven


BROKEN: dict[str, tuple[Callable[[], bytes], NotCheckable]] = {
    "garbage": (lambda: made.with_contents(sign(plain()), b"\xde\xad\xbe\xef" * 300), NotCheckable.DAMAGED),
    "other ASN.1": (lambda: made.with_contents(sign(plain()), b"\x30\x03\x02\x01\x05"), NotCheckable.DAMAGED),
    "nothing": (lambda: made.with_contents(sign(plain()), b""), NotCheckable.EMPTY),
    "unknown kind": (
        lambda: made.with_form_of_signature(sign(plain()), b"/adbe.x509.rsa_sha1"),
        NotCheckable.UNSUPPORTED,
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_signature_is_not_checkable_and_spoils_no_other(case: str, look: Look) -> None:
    build, reason = BROKEN[case]

    (broken,) = look(build()).signatures
    both = look(sign(build(), field="TTE2")).signatures

    assert (broken.not_checkable, broken.integrity) == (reason, Integrity.TIDAK_DAPAT_DIPERIKSA)
    assert [report.integrity for report in both if report.not_checkable is None] == [Integrity.UTUH]
    assert len(both) == 2


@pytest.mark.parametrize("build", [plain, image_only_pdf], ids=["text", "scan"])
def test_a_file_without_signatures_has_none_and_nothing_is_wrong_with_it(
    build: Callable[[], bytes], look: Look
) -> None:
    found = look(build())

    assert (found.outcome, found.signatures, found.signature_count) == (Outcome.done, (), 0)
    assert found.signatures_not_checkable is None


def test_a_signature_under_an_owner_password_is_checked(look: Look, tmp_path: Path) -> None:
    locked = tmp_path / "terkunci.pdf"
    with pikepdf.open(_written(tmp_path, plain())) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="rahasia-contoh", user=""))

    (report,) = look(sign(locked.read_bytes(), password="")).signatures

    assert (report.integrity, report.trust) == (Integrity.UTUH, Trust.TRUSTED)


def test_a_file_under_a_user_password_is_not_checkable(look: Look, tmp_path: Path) -> None:
    locked = tmp_path / "terkunci.pdf"
    with pikepdf.open(_written(tmp_path, plain())) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner="rahasia-contoh", user="kata-contoh"))

    found = look(sign(locked.read_bytes(), password="kata-contoh"))

    assert found.signatures_not_checkable is NotCheckable.ENCRYPTED


@pytest.mark.parametrize(
    "build",
    [lambda: sign(plain())[:-200], made.endless_xref, lambda: b"%PDF-1.7 /ByteRange" * 100],
    ids=["truncated", "endless xref", "no file"],
)
def test_a_file_the_tool_cannot_open_is_not_checkable(build: Callable[[], bytes], look: Look) -> None:
    found = look(build())

    assert (found.signatures, found.signatures_not_checkable) == ((), NotCheckable.FAILED)


@cache
def often_signed() -> bytes:
    data = plain()
    for number in range(25):
        data = sign(data, field=f"TTE{number}")
    return data


def test_twenty_five_signatures_come_in_the_order_of_signing(look: Look) -> None:
    found = look(often_signed())

    assert [report.field for report in found.signatures] == [f"TTE{number}" for number in range(25)]
    assert {report.changes for report in found.signatures[:-1]} == {Changes.FORM}
    assert found.signatures[-1].coverage is Coverage.WHOLE


def test_a_check_cut_short_keeps_what_it_found_and_says_how_many_there_are(tmp_path: Path) -> None:
    data = often_signed()

    with PdfReader(Limits(wall_seconds=0.3)) as slow:
        slow.signatures(_written(tmp_path, plain()), ())
        found = slow.signatures(_written(tmp_path, data), roots("A"))

    assert found.outcome is Outcome.timeout
    assert found.signature_count in (0, 25)
    assert len(found.signatures) < 25


def test_a_report_survives_its_way_through_json(look: Look) -> None:
    for report in look(made.document_stamp(sign(plain()), NOW)).signatures:
        assert SignatureReport.from_json(report.to_json()) == report


def _written(folder: Path, data: bytes) -> Path:
    path = folder / "sumber.pdf"
    path.write_bytes(data)
    return path
