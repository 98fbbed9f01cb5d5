"""Which party of the form is which party that was read: a person may have put them in another order."""

from collections.abc import Sequence

from portal.domain.suggestions.values import Field, Saran
from portal.web.staff.form.rows import MINISTRY, PihakRow


def rows_of(rows: Sequence[PihakRow], found: Sequence[Saran]) -> tuple[int | None, ...]:
    """For every row the number of the party in the suggestions; None where it is none of them.

    A name that was read decides; then that a party is the ministry; then the place, where both sides are as many.
    """
    named: dict[int, set[str]] = {}
    ministry = set()
    for saran in found:
        if saran.pihak is not None and saran.bidang is Field.PIHAK_NAMA:
            named.setdefault(saran.pihak, set()).add(saran.nilai.casefold())
        if saran.pihak is not None and saran.bidang is Field.PIHAK_KEMENTERIAN:
            ministry.add(saran.pihak)
    left = sorted(named)
    answer: list[int | None] = [None] * len(rows)

    def settle(place: int, fitting: list[int]) -> None:
        if answer[place] is None and fitting:
            answer[place] = fitting[0]
            left.remove(fitting[0])

    for place, row in enumerate(rows):
        settle(place, [number for number in left if row.nama.casefold() in named[number]])
    for place, row in enumerate(rows):
        settle(place, [number for number in left if (number in ministry) == (row.jenis == MINISTRY)])
    return tuple(answer)
