"""Judges the certificate of a signer or of a time-stamping authority, offline, against a given trust list.

Trust and revocation are asked separately. Asked together, a certificate that names no place to look up its revocation
counts as never revoked, and missing data counts as good news; here missing data is `not_checked`.
"""

import contextlib
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from asn1crypto import crl, ocsp, x509  # type: ignore[import-untyped]
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate
from pyhanko.sign.validation.generic_cms import validate_cert_usage
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule

from portal.domain.tanda_tangan.report import Revocation, Trust

_Value = TypeVar("_Value")

MOST_REVOCATION_DATA = 20
"""Pieces of embedded revocation data that are each tried at the moment they were made."""

_NO = RevocationCheckingRule.NO_CHECK
_YES = RevocationCheckingRule.CRL_OR_OCSP_REQUIRED
_OUT_OF_TERM = {
    AdESFailure.NOT_YET_VALID,
    AdESIndeterminate.EXPIRED,
    AdESIndeterminate.NOT_YET_VALID,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
}
_UNFIT = {
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
    AdESIndeterminate.POLICY_PROCESSING_ERROR,
}


@dataclass(frozen=True)
class Evidence:
    """What certificates are judged by: the trust list, and certificates and revocation data out of the file."""

    roots: Sequence[x509.Certificate]
    certificates: Sequence[x509.Certificate] = ()
    crls: Sequence[crl.CertificateList] = ()
    ocsps: Sequence[ocsp.OCSPResponse] = ()

    def context(self, moment: datetime, *, leaf: bool = False, issuers: bool = False) -> ValidationContext:
        """A context for one judgement; `leaf` and `issuers` ask for proof that they were not revoked."""
        rules = RevocationCheckingPolicy(_YES if leaf else _NO, _YES if issuers else _NO)
        is_asked = leaf or issuers
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.certificates),
            moment=moment,
            crls=list(self.crls) if is_asked else [],
            ocsps=list(self.ocsps) if is_asked else [],
            allow_fetching=False,
            # Data made after the moment in question tells about it just as well.
            revinfo_policy=CertRevTrustPolicy(rules, retroactive_revinfo=True),
        )


@dataclass(frozen=True)
class Judgement:
    """Trust and revocation of one certificate at `at`; `detail` is what the tool said."""

    trust: Trust
    at: datetime
    revocation: Revocation = Revocation.NOT_CHECKED
    revoked_at: datetime | None = None
    detail: str = field(default="")


def finish(work: Coroutine[Any, Any, _Value]) -> _Value:
    """Run a coroutine that has nothing to wait for, without the event loop, which would need a socket."""
    try:
        work.send(None)
    except StopIteration as end:
        value: _Value = end.value
        return value
    work.close()
    raise RuntimeError("a check without network has nothing to wait for")


def judge(certificate: x509.Certificate, usage: KeyUsageConstraints, evidence: Evidence, moment: datetime) -> Judgement:
    """Judge a certificate for this usage at this moment."""
    if not evidence.roots:
        return Judgement(Trust.EMPTY_LIST, moment)
    indication, path = _ask(certificate, usage, evidence.context(moment))[::2]
    trust = _trust((certificate, *path), indication, moment)
    detail = "" if indication is None else str(getattr(indication, "name", indication))
    if trust is not Trust.TRUSTED or not (evidence.crls or evidence.ocsps):
        return Judgement(trust, moment, detail=detail)
    revoked_at = _revoked_at(certificate, usage, evidence, moment)
    if revoked_at is not None:
        return Judgement(Trust.REVOKED, moment, Revocation.REVOKED, revoked_at, "REVOKED")
    indication, _, _ = _ask(certificate, usage, evidence.context(moment, leaf=True))
    return Judgement(trust, moment, Revocation.GOOD if indication is None else Revocation.NOT_CHECKED)


def _ask(
    certificate: x509.Certificate, usage: KeyUsageConstraints, context: ValidationContext
) -> tuple[object | None, datetime | None, tuple[x509.Certificate, ...]]:
    """What is wrong with the certificate (None: nothing), since when it is revoked if so, and the chain that failed."""
    paths = context.path_builder.async_build_paths_lazy(certificate)
    found = finish(validate_cert_usage(certificate, context, key_usage_settings=usage, paths=paths))
    revoked = found.revo_details
    since = None if revoked is None else revoked.revocation_date
    return found.error_subindic, since, tuple(found.error_path or ())


def _trust(chain: Sequence[x509.Certificate], indication: object | None, moment: datetime) -> Trust:
    if indication is None:
        return Trust.TRUSTED
    if indication in _OUT_OF_TERM or indication is AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE:
        if any(moment < certificate.not_valid_before for certificate in chain):
            return Trust.NOT_YET_VALID
        if any(moment > certificate.not_valid_after for certificate in chain):
            return Trust.EXPIRED
    if indication in _UNFIT:
        return Trust.UNSUITABLE
    return Trust.NO_CHAIN if indication is AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND else Trust.UNKNOWN


def _revoked_at(
    certificate: x509.Certificate, usage: KeyUsageConstraints, evidence: Evidence, moment: datetime
) -> datetime | None:
    """Since when the certificate or an issuer of it was revoked, if that is before the moment in question.

    Data too old to prove that nothing happened still proves what had happened: it is asked at its own time too.
    """
    for when in (moment, *_own_times(evidence, moment)):
        for asked in ({"leaf": True}, {"issuers": True}):
            _, since, _ = _ask(certificate, usage, evidence.context(when, **asked))
            if since is not None and since <= moment:
                return since.astimezone(UTC)
    return None


def _own_times(evidence: Evidence, moment: datetime) -> list[datetime]:
    times = set(_made(evidence.crls, evidence.ocsps))
    return sorted(made + timedelta(seconds=1) for made in times if made != moment)[:MOST_REVOCATION_DATA]


def _made(crls: Iterable[crl.CertificateList], ocsps: Iterable[ocsp.OCSPResponse]) -> Iterator[datetime]:
    for listed in crls:
        with contextlib.suppress(ValueError, KeyError, TypeError):
            yield listed["tbs_cert_list"]["this_update"].native
    for answer in ocsps:
        with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
            yield answer.response_data["responses"][0]["this_update"].native
