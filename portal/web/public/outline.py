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
    """An entry of the outline; `is_shown` says that its page is among those in the viewer.

    `ids` are the addresses that the entry itself bears, because nothing else on the page does.
    """

    label: str
    heading: str
    page: int
    level: int
    anchor: str
    is_shown: bool
    ids: tuple[str, ...]


def outline_links(outline: Sequence[OutlineEntry], shown: Stretch) -> tuple[OutlineLink, ...]:
    """The outline as links; none where it would name no Pasal, Bab or annex."""
    if not any(entry.kind in _SHOWN_FOR for entry in outline):
        return ()
    return tuple(_link(entry, is_shown=shown.first <= entry.page <= shown.last) for entry in outline)


def _link(entry: OutlineEntry, *, is_shown: bool) -> OutlineLink:
    ids = () if is_shown else (entry.anchor, *entry.aliases)
    return OutlineLink(entry.label, entry.heading, entry.page, entry.level, entry.anchor, is_shown, ids)
