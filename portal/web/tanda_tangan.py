"""Electronic signatures as a page shows them: who, when, and one sentence for each question, never one verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.domain.tanda_tangan.facts import (
    DISCLAIMER,
    NO_SIGNATURE,
    NOT_LOOKED_YET,
    OFFICIAL_CHECKS,
    Fact,
    Tone,
    facts,
    kind_label,
    time_sentence,
)
from portal.domain.tanda_tangan.public import PublicSignatures
from portal.domain.tanda_tangan.report import SignatureReport
from portal.web.translation import counted, gettext
from portal.web.writing import date_time


@dataclass(frozen=True)
class SignatureView:
    """One signature in words; `detail` is for staff and empty on public pages."""

    signer: str
    kind: str
    issuer: str
    time: str
    facts: tuple[Fact, ...]
    trust_list: str
    detail: str


@dataclass(frozen=True)
class FileSignatures:
    """The signatures of one file: a headline, the day of the check, what kept it from its end, and each of them."""

    headline: str
    checked_at: datetime | None
    note: str
    signatures: tuple[SignatureView, ...] = ()
    disclaimer: str = DISCLAIMER
    official: tuple[tuple[str, str], ...] = OFFICIAL_CHECKS

    @property
    def needs_attention(self) -> bool:
        """Whether a fact about some signature speaks against it."""
        return any(fact.tone is Tone.BAD for one in self.signatures for fact in one.facts)


def file_signatures(checked_at: datetime | None, note: str, reports: Sequence[SignatureReport]) -> FileSignatures:
    """What a page says of the signatures of a file; `checked_at` is None while nobody has looked."""
    if checked_at is None:
        return FileSignatures(NOT_LOOKED_YET.rstrip("."), None, "")
    # "None" would be a claim that an unfinished check cannot make.
    headline = NO_SIGNATURE
    if reports:
        headline = counted("%(n)s tanda tangan elektronik", len(reports))
    elif note:
        headline = gettext("Tanda tangan elektronik")
    return FileSignatures(headline, checked_at, note, tuple(_view(report) for report in reports))


def public_signatures(found: PublicSignatures | None) -> FileSignatures:
    """The same for the public, from what publication copied."""
    return (
        file_signatures(None, "", ()) if found is None else file_signatures(found.checked_at, found.note, found.reports)
    )


def _view(report: SignatureReport) -> SignatureView:
    return SignatureView(
        signer=report.signer or gettext("Nama penanda tangan tidak terbaca"),
        kind=kind_label(report),
        issuer=report.issuer,
        time=time_sentence(report, date_time),
        facts=facts(report, date_time),
        trust_list=_trust_list(report),
        detail=report.detail,
    )


def _trust_list(report: SignatureReport) -> str:
    if not report.roots:
        return "Daftar kepercayaan kosong"
    return f"{report.roots} sertifikat induk, SHA-256 {report.trust_fingerprint[:16]}…"
