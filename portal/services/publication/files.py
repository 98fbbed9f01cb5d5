"""The files of a naskah as its publication sees them: read once, and passed along as one value."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.berkas.arrangement import URUTAN_TERBIT, in_order
from portal.domain.naskah.enumerations import JenisBerkas
from portal.models.berkas import Berkas
from portal.models.naskah import Naskah


@dataclass(frozen=True)
class PublicFiles:
    """The current redacted copies and originals of a naskah, each in the order in which they are shown.

    Originals are the files whose text is the text of the naskah, whether a redacted copy stands in for them or not:
    the parts of a scan follow each other in their order, translations and annexes come behind the naskah.
    """

    redacted: tuple[Berkas, ...]
    originals: tuple[Berkas, ...]
    has_others: bool = False
    """Whether it has files that are never public, a study for one."""

    @property
    def lacks_naskah(self) -> bool:
        """Whether there are files of which none is said to be the naskah itself."""
        has_files = bool(self.redacted or self.originals) or self.has_others
        return has_files and all(berkas.jenis is not JenisBerkas.NASKAH for berkas in self.originals)

    @property
    def shown(self) -> tuple[Berkas, ...]:
        """What a publication at level `publik` shows; redacted copies stand in for all originals."""
        return self.redacted or self.originals

    @property
    def has_outdated_copy(self) -> bool:
        """Whether an original was replaced, added or removed after the newest redacted copy had been made."""
        if not self.redacted:
            return False
        newest = max(self.redacted, key=lambda row: row.id)
        return newest.mewakili != digests_of(self.originals)

    @property
    def content_digest(self) -> str:
        """Names the content that an answer speaks of: the files that become public, and what they stand for."""
        named = " ".join(digests_of(self.shown))
        if self.redacted:
            named += "\n" + " ".join(digests_of(self.originals))
        return hashlib.sha256(named.encode()).hexdigest()


def load_files(session: Session, naskah: Naskah) -> PublicFiles:
    """The files of a naskah that no other has replaced, as far as a publication is concerned with them."""
    query = select(Berkas).where(
        Berkas.naskah_id == naskah.id,
        Berkas.replaced_by_id.is_(None),
    )
    found = session.scalars(query.order_by(Berkas.urutan, Berkas.id)).all()
    return PublicFiles(
        redacted=tuple(berkas for berkas in found if berkas.jenis is JenisBerkas.SALINAN_PUBLIK),
        originals=in_order([berkas for berkas in found if berkas.jenis in URUTAN_TERBIT]),
        has_others=any(berkas.jenis not in (JenisBerkas.SALINAN_PUBLIK, *URUTAN_TERBIT) for berkas in found),
    )


def digests_of(files: Collection[Berkas]) -> tuple[str, ...]:
    """The SHA-256 by which a redacted copy names these originals."""
    return tuple(sorted(berkas.sha256 for berkas in files))
