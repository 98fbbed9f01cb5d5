"""Whether an earlier publication may still be read after another took its place.

The default is the careful one: where files became fewer, or a redacted copy took their place, what was public before
is shown no more, for that is how something is taken out of a publication.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from portal.domain.naskah.enumerations import JenisBerkas


class Keeping(Enum):
    """What becomes of the publication that is replaced, and of those before it."""

    ALL = "all"
    EARLIER = "earlier"
    """Those before it stay; it does not, for its own fields hold what they should not."""
    NONE = "none"


@dataclass(frozen=True)
class PublicFile:
    """A file of a publication: what it is, and its digest."""

    jenis: JenisBerkas
    sha256: str


def keeping(
    before: Sequence[PublicFile], after: Sequence[PublicFile], *, was_held: bool, has_personal_fields: bool
) -> Keeping:
    """What may be kept when `after` takes the place of `before`.

    `was_held`: the files of before were ever held for what they hold, whatever was answered.
    """
    if is_same(before, after):
        return Keeping.EARLIER if has_personal_fields else Keeping.ALL
    known = {file.sha256 for file in before}
    is_redacted = any(f.jenis is JenisBerkas.SALINAN_PUBLIK and f.sha256 not in known for f in after)
    fewer = Counter(file.jenis for file in before) - Counter(file.jenis for file in after)
    if was_held or is_redacted or fewer:
        return Keeping.NONE
    return Keeping.EARLIER if has_personal_fields else Keeping.ALL


def is_same(before: Sequence[PublicFile], after: Sequence[PublicFile]) -> bool:
    """Whether both publications have the very same files in the same order, and so the same pages."""
    return [file.sha256 for file in before] == [file.sha256 for file in after]
