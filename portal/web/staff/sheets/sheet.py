"""What a sheet for paper says; `paper` draws it, and is loaded only where one is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

MINISTRY = "Kementerian Imigrasi dan Pemasyarakatan"


@dataclass(frozen=True)
class Sheet:
    """What a sheet says; `mark` stands above everything (CONTOH, DIBATALKAN), `address` is in the QR code."""

    title: str
    nomor: str
    office: Sequence[str]
    intro: str
    facts: Sequence[tuple[str, str]]
    address: str
    notes: Sequence[str] = ()
    signers: Sequence[tuple[str, str]] = ()
    mark: str = ""
    code: str = ""
    """What is in the QR code where that is not the address."""
