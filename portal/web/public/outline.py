"""The outline beside the viewer: where each Pasal stands, as a link that works on the page that is open.

An address such as `#pasal-27` must lead somewhere even where the viewer shows another stretch of pages: then the entry
of the outline bears it, and leads on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.domain.document.model import BlockKind, OutlineEntry
from portal.web.public.viewer import Stretch

_SHOWN_FOR = frozenset({BlockKind.PASAL, BlockKind.BAB, BlockKind.LAMPIRAN})


@dataclass(frozen=True)
class OutlineLink:
    """An entry of the outline; `is_shown` says that its page is among those in the viewer."""

    entry: OutlineEntry
    is_shown: bool

    @property
    def ids(self) -> tuple[str, ...]:
        """The addresses that the entry itself bears."""
        return () if self.is_shown else (self.entry.anchor, *self.entry.aliases)


def outline_links(outline: Sequence[OutlineEntry], shown: Stretch) -> tuple[OutlineLink, ...]:
    """The outline as links; none where it would name no Pasal, Bab or annex."""
    if not any(entry.kind in _SHOWN_FOR for entry in outline):
        return ()
    return tuple(OutlineLink(entry, shown.first <= entry.page <= shown.last) for entry in outline)
