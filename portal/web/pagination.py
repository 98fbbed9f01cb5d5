"""Which page numbers a list shows: the first, the last, those around the current one, and gaps between."""

from dataclasses import dataclass

AROUND = 2


@dataclass(frozen=True)
class PageLinks:
    """Numbers to show, None standing for a gap; `previous` and `next` are None at the ends."""

    current: int
    last: int
    numbers: tuple[int | None, ...]

    @property
    def previous(self) -> int | None:
        """The page before, or None on the first."""
        return self.current - 1 if self.current > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, or None on the last."""
        return self.current + 1 if self.current < self.last else None


def page_links(current: int, *, total: int, per_page: int) -> PageLinks:
    """Page numbers around `current`, counted from 1, of a list of `total` entries; an empty one has one page."""
    last = max(1, -(-total // per_page))
    shown = sorted({1, last, *range(max(1, current - AROUND), min(last, current + AROUND) + 1)})
    numbers: list[int | None] = []
    before = 0
    for number in shown:
        if number == before + 2:
            numbers.append(number - 1)
        elif number > before + 2:
            numbers.append(None)
        numbers.append(number)
        before = number
    return PageLinks(current, last, tuple(numbers))
