"""The fixity pass: compare what the database expects with what the store holds, and hash every object again.

Nothing is repaired or removed here. An orphan is told apart from a loss by its age: between the PUT of an upload and
the commit that accepts it, an object rightly lies in the store without a row.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from portal.errors import ObjectNotFoundError
from portal.storage.interface import ObjectStorage, Verdict


@dataclass(frozen=True)
class FixityReport:
    """What one pass found; `missing`, `altered` and `orphans` hold digests in the order they were met."""

    checked: int
    ok: int
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    orphans: tuple[str, ...]

    @property
    def is_intact(self) -> bool:
        """Whether every expected object is there and unchanged (orphans do no harm)."""
        return not self.missing and not self.altered


def check(storage: ObjectStorage, digest: str, size: int) -> Verdict:
    """One object against its name and its recorded size; raises StorageError when the store does not answer."""
    try:
        if storage.size(digest) != size:
            return "altered"
    except ObjectNotFoundError:
        return "missing"
    return storage.verify(digest)


def fixity(
    storage: ObjectStorage,
    expected: Iterable[tuple[str, int]],
    *,
    orphans_before: datetime | None = None,
    on_checked: Callable[[str, Verdict], None] | None = None,
) -> FixityReport:
    """Check every (digest, size) of `expected` once, then list the objects nobody expects.

    `orphans_before` is the age limit: objects written at or after that instant are no orphans yet; None counts all.
    `on_checked` is told each verdict as it falls, so that a caller can record it and resume after a crash. Memory
    grows by one digest an object. Raises StorageError when the store stops answering.
    """
    found: dict[Verdict, list[str]] = {"missing": [], "altered": []}
    known: set[bytes] = set()
    ok = 0
    for digest, size in expected:
        key = bytes.fromhex(digest)
        if key in known:
            continue
        known.add(key)
        verdict = check(storage, digest, size)
        if verdict == "ok":
            ok += 1
        else:
            found[verdict].append(digest)
        if on_checked is not None:
            on_checked(digest, verdict)
    orphans = tuple(
        entry.digest
        for entry in storage.entries()
        if bytes.fromhex(entry.digest) not in known and (orphans_before is None or entry.modified_at < orphans_before)
    )
    return FixityReport(len(known), ok, tuple(found["missing"]), tuple(found["altered"]), orphans)
