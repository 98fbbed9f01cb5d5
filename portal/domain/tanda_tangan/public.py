"""What the public is told of the electronic signatures of a file: the facts, without what only staff may know.

The name of a field and the words of the tool may say anything; a name on a certificate may carry a personal number
(UU 27/2022). What is copied at publication is this value as text, and nothing public reads any other.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from portal.domain.publication.personal_data import scan_page
from portal.domain.tanda_tangan.report import SignatureReport

HIDDEN_NAME = "(nama memuat nomor pribadi)"
"""Stands for a name on a certificate that carries a personal number."""
_PARTS = {"checked_at", "note", "reports"}


@dataclass(frozen=True)
class PublicSignatures:
    """The signatures of one file as they were found at `checked_at`, in order of signing.

    `note` says in words why some could not be looked for; empty if all were.
    """

    checked_at: datetime
    note: str
    reports: tuple[SignatureReport, ...]

    def to_text(self) -> str:
        """JSON that `from_text` reads back."""
        packed = {
            "checked_at": self.checked_at.astimezone(UTC).isoformat(),
            "note": self.note,
            "reports": [report.to_json() for report in self.reports],
        }
        return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_text(cls, text: str) -> "PublicSignatures | None":
        """Read back what `to_text` wrote; None for a file nobody has looked at, and for a text of another version.

        A page must open whatever an earlier version wrote: then the signatures count as not looked at yet.
        """
        if not text:
            return None
        try:
            data: Any = json.loads(text)
            if type(data) is not dict or data.keys() != _PARTS or type(data["note"]) is not str:
                return None
            checked_at = datetime.fromisoformat(data["checked_at"])
            return cls(checked_at, data["note"], tuple(SignatureReport.from_json(item) for item in data["reports"]))
        except (ValueError, TypeError):
            return None


def for_public(checked_at: datetime, note: str, reports: Sequence[SignatureReport]) -> PublicSignatures:
    """The facts that the public may know of these reports."""
    return PublicSignatures(checked_at, note, tuple(_shown(report) for report in reports))


def _shown(report: SignatureReport) -> SignatureReport:
    return replace(
        report,
        field="",
        detail="",
        signer=_without_number(report.signer),
        issuer=_without_number(report.issuer),
        stamped_by=_without_number(report.stamped_by),
    )


def _without_number(name: str) -> str:
    return HIDDEN_NAME if scan_page(1, name) else name
