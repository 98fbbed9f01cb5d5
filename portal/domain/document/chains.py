"""Which candidates are the headings: the run of numbers that goes up by one and holds the likeliest lines.

Each step looks back at a bounded number of numbers, so the time grows with the candidates alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from portal.domain.document.candidates import Candidate

_FARTHEST = 8
"""Numbers that may be missing between two headings of one run."""

_NEXT = 2.0
_LOST = -1.2
_LATE = -0.4
_SUFFIX = 1.0
_UNREAD = 2.5
"""Weight from which on a line alone is a heading, whatever its number was read as."""

_MOST_RUNS = 30


@dataclass(frozen=True)
class Heading:
    """A heading that was chosen: its candidate, its number, and whether that number is told by its neighbours alone."""

    candidate: Candidate
    number: int
    suffix: str = ""
    is_roman: bool = False
    is_inferred: bool = False


def runs_of(candidates: Sequence[Candidate]) -> list[list[Heading]]:
    """The runs of headings of one family, the first one first; a run begins anew where the numbers do."""
    left = list(candidates)
    runs: list[list[Heading]] = []
    while left and len(runs) < _MOST_RUNS:
        run = _best(left)
        if not run or (runs and (run[0].number != 1 or len(run) < 2)):
            break
        run = _with_unread(run, left)
        runs.append(run)
        taken = {heading.candidate.at for heading in run}
        first, last = min(taken), max(taken)
        left = [one for one in left if one.at not in taken and not first < one.at < last]
    return sorted(runs, key=lambda run: run[0].candidate.at)


def _best(candidates: Sequence[Candidate]) -> list[Heading]:
    arabic = _chain(candidates, is_roman=False)
    roman = _chain(candidates, is_roman=True)
    if len(roman) < 2 or not _is_roman(roman, arabic):
        return arabic
    return roman


def _is_roman(roman: Sequence[Heading], arabic: Sequence[Heading]) -> bool:
    """Whether `I`, `II` … are meant as Roman numbers rather than as misread figures."""
    sure = sum(1 for one in roman if one.candidate.numeral is not None and one.candidate.numeral.is_sure)
    figures = [one for one in arabic if one.candidate.numeral is not None and one.candidate.numeral.is_sure]
    if sure:
        return len(roman) >= len(figures)
    # Only I, II and III: the articles of an amendment, unless figures lead up to eleven.
    return not any(one.number in (10, 12) for one in figures)


def _chain(candidates: Sequence[Candidate], *, is_roman: bool) -> list[Heading]:
    """The heaviest run of numbers."""
    nodes: list[tuple[Heading, float, int | None]] = []
    best: dict[int, int] = {}
    for candidate in candidates:
        numeral = candidate.numeral
        number = None if numeral is None else numeral.roman if is_roman else numeral.arabic
        if numeral is None or number is None or number < 1:
            continue
        heading = Heading(candidate, number, numeral.suffix, is_roman)
        score, before = _LATE * (number - 1), None
        for earlier in range(max(0, number - _FARTHEST), number):
            if earlier in best:
                reached = nodes[best[earlier]][1] + (_NEXT if earlier == number - 1 else _LOST * (number - earlier - 1))
                if reached > score:
                    score, before = reached, best[earlier]
        if numeral.suffix and number in best and nodes[best[number]][0].suffix < numeral.suffix:
            reached = nodes[best[number]][1] + _SUFFIX
            if reached > score:
                score, before = reached, best[number]
        score += candidate.weight
        nodes.append((heading, score, before))
        if number not in best or nodes[best[number]][1] < score:
            best[number] = len(nodes) - 1
    if not nodes:
        return []
    at: int | None = max(range(len(nodes)), key=lambda one: nodes[one][1])
    found = []
    while at is not None:
        found.append(nodes[at][0])
        at = nodes[at][2]
    return found[::-1]


def _with_unread(run: list[Heading], candidates: Iterable[Candidate]) -> list[Heading]:
    """The run with the headings whose number was not read, or read wrong, where the numbers around leave one place."""
    taken = {heading.candidate.at for heading in run}
    strong = [one for one in candidates if one.at not in taken and one.is_alone and one.weight >= _UNREAD]
    if not strong:
        return run
    is_roman = run[0].is_roman
    whole: list[Heading] = []
    if run[0].number > 1:
        early = [one for one in strong if one.at < run[0].candidate.at]
        if len(early) == run[0].number - 1:
            whole += [Heading(one, at, "", is_roman, True) for at, one in enumerate(early, 1)]
    for before, after in zip(run, [*run[1:], None], strict=True):
        whole.append(before)
        if after is None:
            continue
        between = [one for one in strong if before.candidate.at < one.at < after.candidate.at]
        if between and len(between) == after.number - before.number - 1:
            whole += [Heading(one, before.number + step, "", is_roman, True) for step, one in enumerate(between, 1)]
    last = run[-1]
    unread = [one for one in strong if one.at > last.candidate.at and _has_no_number(one)]
    if len(unread) == 1:
        whole.append(Heading(unread[0], last.number + 1, "", is_roman, True))
    return whole


def _has_no_number(candidate: Candidate) -> bool:
    numeral = candidate.numeral
    return numeral is None or (numeral.arabic is None and numeral.roman is None)
