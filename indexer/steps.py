"""What is still to be read of a file, and how it is cut into portions that one child can do within its limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

PORTION = {"text": 500, "images": 20, "burn": 8, "codes": 40}
"""Pages for one child: a thousand-page file must not meet the limits that are meant for bombs."""


@dataclass(frozen=True)
class Step:
    """One kind of work on the pages from `first` to `last` (None: to the end), or on single `pages`."""

    kind: str
    first: int = 1
    last: int | None = None
    pages: tuple[int, ...] = ()
    is_rest: bool = False
    """Of a scan: without the text of the page itself."""
    boxes: Mapping[int, tuple[tuple[int, int, int, int], ...]] = field(default_factory=dict)
    """Of burning: the places to be blackened, by page."""

    def portion(self) -> "Step":
        """As much of this step as one child is given."""
        size = PORTION.get(self.kind)
        if size is None:
            return self
        end = self.first + size - 1
        return replace(self, last=end if self.last is None else min(end, self.last))

    def behind(self, page: int, count: int) -> "Step | None":
        """What remains of this step behind a page, in a file of `count` pages; None if that is nothing."""
        end = count if self.last is None else min(count, self.last)
        return replace(self, first=page + 1, last=self.last) if self.kind in PORTION and page < end else None

    def to_json(self) -> dict[str, Any]:
        """The form in which a child is told."""
        return {
            "kind": self.kind,
            "first": self.first,
            "last": self.last,
            "pages": list(self.pages),
            "is_rest": self.is_rest,
            # A message to a child has a limit, and it need not know more than it does.
            "boxes": [[number, *edges] for number, found in self.boxes.items() if self._has(number) for edges in found],
        }

    def _has(self, number: int) -> bool:
        return self.first <= number and (self.last is None or number <= self.last)


def metadata_pages(count: int | None) -> tuple[int, ...]:
    """The pages that carry the metadata of an agreement: title and number on the first, signatures on the last two."""
    return tuple(sorted({page for page in (1, (count or 0) - 1, count or 0) if page >= 1}))
