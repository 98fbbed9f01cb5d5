"""On what ground a restored portal is opened: what came after its backup is not in it, so something else has to tell.

A head of the public log or an anchor of the audit trail tells of the time after the backup only if it comes from
outside of it and reaches to where it ends; an older one fits every backup and contradicts none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class OpeningGround(StrEnum):
    """Why it is believed that nothing is missing unnoticed, as the audit trail names it."""

    HEAD = "pos_periksa"
    """A signed head that lay outside of the backup."""
    ANCHOR = "jangkar"
    """An anchor that lay outside of the backup, or one from a letter."""
    WORD = "pernyataan"
    """The operator says that nothing else came after."""
    NEW_HISTORY = "riwayat_baru"
    """Entries are lost, and the log begins anew in public."""


@dataclass(frozen=True)
class LogReach:
    """How far something goes: entries of the public log and of the audit trail. None where it says nothing of one."""

    log_size: int | None
    audit_seq: int | None


def ground_of(end: LogReach, outside: LogReach, letters: Iterable[int]) -> OpeningGround | None:
    """The ground that the evidence gives to open what ends at `end`; None where it gives none.

    `outside` is how far the heads and anchors reach that survived, `letters` are the numbers of anchors from letters.
    All of them are known to fit.
    """
    if outside.log_size is not None and outside.log_size >= (end.log_size or 0):
        return OpeningGround.HEAD
    anchors = [seq for seq in (outside.audit_seq, *letters) if seq is not None]
    if any(seq >= (end.audit_seq or 0) for seq in anchors):
        return OpeningGround.ANCHOR
    return None
