"""What a store itself does against overwriting and deleting: versions that are kept, and Object Lock."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from portal.errors import StorageError
from portal.storage.interface import ObjectStorage


@dataclass(frozen=True)
class Protection:
    """What a bucket offers; None where it would not say. A folder offers nothing of it."""

    is_bucket: bool
    keeps_versions: bool | None = False
    has_lock: bool | None = False
    bucket_retention: str = ""
    """What the bucket puts on new objects by itself, such as `COMPLIANCE 365 Days`; empty for nothing."""
    retain_days: int = 0
    """How long the portal locks what it stores."""

    @property
    def is_as_wished(self) -> bool:
        """Whether what is stored is locked for as long as the setting says."""
        return not self.retain_days or self.has_lock is True


@runtime_checkable
class _Asked(Protocol):
    def protection(self) -> Protection:
        """What the store offers. Raises StorageError where it does not answer."""


def protection_of(store: ObjectStorage) -> Protection:
    """What this store offers. Raises StorageError where it does not answer."""
    return store.protection() if isinstance(store, _Asked) else Protection(is_bucket=False)


def protection_or_none(store: ObjectStorage) -> Protection | None:
    """The same; None while the store does not answer."""
    try:
        return protection_of(store)
    except StorageError:
        return None
