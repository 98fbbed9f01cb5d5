"""Judges one electronic signature: its bytes, what came after, its certificate, its time stamp.

The tool's own summary is not used: a signature counts there as intact, valid and trusted even after the content was
changed by a later addition. Each question is asked apart, and the answers stay apart.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from asn1crypto import cms, core, x509  # type: ignore[import-untyped]
from asn1crypto.algos import DigestAlgorithm  # type: ignore[import-untyped]
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.general import (
    NonexistentAttributeError,
    extract_signer_info,
    find_unique_cms_attribute,
)
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel, TimestampSignatureStatus
from pyhanko.sign.validation.utils import DEFAULT_ALGORITHM_USAGE_POLICY

from indexer.reading.certificates import Evidence, Judgement, judge
from portal.domain.tanda_tangan.report import (
    Changes,
    Coverage,
    Integrity,
    Kind,
    SignatureReport,
    TimeStamp,
    Trust,
    tidy,
)

STAMP_FORM = "/ETSI.RFC3161"
_SIGNER = PdfSignatureStatus.default_usage_constraints()
_AUTHORITY = TimestampSignatureStatus.default_usage_constraints()
_CHANGES = {
    ModificationLevel.NONE: Changes.NONE,
    ModificationLevel.LTA_UPDATES: Changes.MAINTENANCE,
    ModificationLevel.FORM_FILLING: Changes.FORM,
    ModificationLevel.ANNOTATIONS: Changes.ANNOTATION,
    ModificationLevel.OTHER: Changes.CONTENT,
}
_COVERAGE = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.WHOLE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.LATER_BYTES,
    SignatureCoverageLevel.CONTIGUOUS_BLOCK_FROM_START: Coverage.PARTIAL,
    SignatureCoverageLevel.UNCLEAR: Coverage.PARTIAL,
}


class UnsupportedError(Exception):
    """A kind of signature, or an algorithm, that is not known or proves nothing any more."""


@dataclass(frozen=True)
class Stamp:
    """A time stamp: what it is worth, its time, and who made it."""

    state: TimeStamp
    at: datetime | None = None
    by: str = ""


def report_on(
    signature: EmbeddedPdfSignature, data: bytes, evidence: Evidence, *, moment: datetime, now: datetime
) -> SignatureReport:
    """The facts about one signature of the file `data`, known to exist at `moment`; raises whatever the tool raises."""
    certificate = signature.signer_cert
    signature.compute_integrity_info()  # type: ignore[no-untyped-call]
    kind = _kind(signature)
    level = signature.docmdp_level
    report = SignatureReport(
        field=tidy(str(signature.field_name)),
        kind=kind,
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        claimed_at=None if kind is Kind.TIMESTAMP else _utc(signature.self_reported_timestamp),
        integrity=_integrity(signature, is_stamp=kind is Kind.TIMESTAMP),
        changes=_changes(signature),
        docmdp_level=None if level is None else level.value,
        coverage=_coverage(signature, data),
        not_before=_utc(certificate.not_valid_before),
        not_after=_utc(certificate.not_valid_after),
    )
    evidence = _with_own(signature, evidence)
    if kind is Kind.TIMESTAMP:
        return _document_stamp(signature, report, evidence, moment)
    stamp = _stamp_of(signature, evidence, moment)
    if stamp.state is TimeStamp.NONE and moment < now:
        # A later document time stamp proves that this signature existed by then.
        stamp = Stamp(TimeStamp.VALID, moment)
    proven = stamp.at if stamp.state is TimeStamp.VALID and stamp.at is not None else moment
    report = replace(report, time_stamp=stamp.state, stamped_at=stamp.at, stamped_by=stamp.by)
    return _judged(report, judge(certificate, _SIGNER, evidence, min(proven, moment)))


def _integrity(signature: EmbeddedPdfSignature, *, is_stamp: bool) -> Integrity:
    content = signature.signed_data["encap_content_info"]
    digest = _digest_of_token(signature.signed_data) if is_stamp else signature.compute_digest()
    if not is_stamp and content["content"].native is not None:
        raise SignatureValidationError("a detached signature holds no content")
    is_whole = _is_sound(signature.signed_data, signature.signer_cert, digest)
    if is_stamp:
        imprint = content["content"].parsed["message_imprint"]["hashed_message"].native
        is_whole = is_whole and imprint == signature.compute_digest()
    return Integrity.UTUH if is_whole else Integrity.BERUBAH


def _is_sound(signed: cms.SignedData, certificate: x509.Certificate, digest: bytes) -> bool:
    """Whether the signature fits these bytes; raises UnsupportedError for an algorithm that proves nothing today."""
    info = extract_signer_info(signed)
    _refuse_weak(info, certificate)
    kind = signed["encap_content_info"]["content_type"].native
    is_intact, is_valid = generic_cms.validate_sig_integrity(info, certificate, kind, digest)
    return is_intact and is_valid


def _refuse_weak(info: cms.SignerInfo, certificate: x509.Certificate) -> None:
    policy = DEFAULT_ALGORITHM_USAGE_POLICY
    digest, signing = info["digest_algorithm"], info["signature_algorithm"]
    if not policy.digest_algorithm_allowed(DigestAlgorithm({"algorithm": digest["algorithm"].native}), None):
        raise UnsupportedError(str(digest["algorithm"].native))
    if not policy.signature_algorithm_allowed(signing, None, certificate.public_key):
        raise UnsupportedError(str(signing["algorithm"].native))


def _digest_of_token(signed: cms.SignedData) -> bytes:
    name = extract_signer_info(signed)["digest_algorithm"]["algorithm"].native
    return hashlib.new(name, bytes(signed["encap_content_info"]["content"])).digest()


def _changes(signature: EmbeddedPdfSignature) -> Changes:
    """What the comparison of the signed state with the present one found, and whether the signature permits it."""
    found: Any = signature.diff_result
    if not isinstance(found, DiffResult):
        return Changes.CONTENT
    permitted = signature.docmdp_level
    if permitted is not None and found.modification_level.value > permitted.value:
        return Changes.CONTENT
    return _CHANGES[found.modification_level]


def _coverage(signature: EmbeddedPdfSignature, data: bytes) -> Coverage:
    """How much is covered; the gap in the covered bytes must hold this signature and nothing else."""
    covered = [int(number) for number in signature.byte_range]
    if len(covered) != 4 or covered[0] != 0 or min(covered) < 0:
        return Coverage.PARTIAL
    _, first, second, length = covered
    gap = data[first:second]
    is_own = gap[:1] == b"<" and gap[-1:] == b">" and _holds(gap[1:-1], signature.pkcs7_content)
    if not is_own or second + length > len(data):
        return Coverage.PARTIAL
    return _COVERAGE[signature.coverage or SignatureCoverageLevel.UNCLEAR]


def _holds(written: bytes, content: bytes) -> bool:
    try:
        return bytes.fromhex(written.decode("ascii")) == content
    except ValueError:
        return False


def _document_stamp(
    signature: EmbeddedPdfSignature, report: SignatureReport, evidence: Evidence, moment: datetime
) -> SignatureReport:
    at = _utc(signature.signed_data["encap_content_info"]["content"].parsed["gen_time"].native)
    judged = judge(signature.signer_cert, _AUTHORITY, evidence, moment)
    state = _worth(report.integrity is Integrity.UTUH, judged)
    return replace(_judged(report, judged), time_stamp=state, stamped_at=at, stamped_by=report.signer)


def _stamp_of(signature: EmbeddedPdfSignature, evidence: Evidence, moment: datetime) -> Stamp:
    """The time stamp over the signature value; of several the first that holds, else the last."""
    stamp = Stamp(TimeStamp.NONE)
    for token in generic_cms.extract_tst_data_iter(signature.signer_info, signed=False):
        try:
            stamp = _weighed(token, signature.signer_info, evidence, moment)
        except Exception:
            stamp = Stamp(TimeStamp.INVALID)
        if stamp.state is TimeStamp.VALID:
            break
    return stamp


def _weighed(token: cms.SignedData, info: cms.SignerInfo, evidence: Evidence, moment: datetime) -> Stamp:
    brought = generic_cms.extract_certs_for_validation(token)
    content = token["encap_content_info"]["content"].parsed
    at, by = _utc(content["gen_time"].native), _name(brought.signer_cert.subject)
    imprint = content["message_imprint"]
    expected = generic_cms.message_imprint_checker(info)(imprint["hash_algorithm"]["algorithm"].native)
    is_sound = imprint["hashed_message"].native == expected
    is_sound = is_sound and _is_sound(token, brought.signer_cert, _digest_of_token(token))
    evidence = replace(evidence, certificates=(*evidence.certificates, *brought.other_certs))
    judged = judge(brought.signer_cert, _AUTHORITY, evidence, moment)
    return Stamp(_worth(is_sound, judged), at, by)


def _worth(is_sound: bool, judged: Judgement) -> TimeStamp:
    if not is_sound:
        return TimeStamp.INVALID
    return TimeStamp.VALID if judged.trust is Trust.TRUSTED else TimeStamp.UNTRUSTED


def _judged(report: SignatureReport, judged: Judgement) -> SignatureReport:
    return replace(
        report,
        trust=judged.trust,
        trust_at=judged.at.astimezone(UTC),
        revocation=judged.revocation,
        revoked_at=judged.revoked_at,
        detail=tidy(judged.detail),
    )


def _with_own(signature: EmbeddedPdfSignature, evidence: Evidence) -> Evidence:
    """The evidence with what this signature itself brings along: certificates, and revocation data it signed."""
    evidence = replace(evidence, certificates=(*evidence.certificates, *signature.other_embedded_certs))
    try:
        archived = find_unique_cms_attribute(signature.signer_info["signed_attrs"], "adobe_revocation_info_archival")
    except NonexistentAttributeError:
        return evidence
    crls = () if archived["crl"] is core.VOID else tuple(archived["crl"])
    ocsps = () if archived["ocsp"] is core.VOID else tuple(archived["ocsp"])
    return replace(evidence, crls=(*evidence.crls, *crls), ocsps=(*evidence.ocsps, *ocsps))


def _kind(signature: EmbeddedPdfSignature) -> Kind:
    if signature.sig_object.get("/SubFilter") == STAMP_FORM:
        return Kind.TIMESTAMP
    for reference in signature.sig_object.get("/Reference", ()):
        if reference.get_object().get("/TransformMethod") == "/DocMDP":
            return Kind.CERTIFICATION
    return Kind.APPROVAL


def _name(name: x509.Name) -> str:
    """The common name, else the whole name as text."""
    found: Any = name.native.get("common_name") or name.human_friendly
    return tidy(str(found[0] if isinstance(found, list) else found))


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
