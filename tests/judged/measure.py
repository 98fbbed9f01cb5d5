"""How good answers are, by the judgements: nDCG@10, the share without a hit, and whether the first hit is right."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log2
from pathlib import Path

from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from portal.errors import BadInputError
from portal.queries.public.documents import all_public
from portal.queries.public.search import search_published
from portal.search.interface import SearchIndex
from portal.search.params import read_params
from tests.fixtures.search_tables import engine_index
from tests.judged.collection import TODAY, collection, publish
from tests.judged.queries import JudgedQuery

DEPTH = 10


@dataclass(frozen=True)
class Answer:
    """Keys of the papers on the first page; `is_as_asked` is False where the page says that it answers something else.

    `refusal` is what was said where the text was refused.
    """

    keys: tuple[str, ...]
    is_as_asked: bool = True
    refusal: str = ""


@dataclass(frozen=True)
class Score:
    """What came of one query; `ndcg` None where no paper answers it."""

    query: JudgedQuery
    answer: Answer
    ndcg: float | None
    is_first_right: bool
    is_empty: bool
    is_broken: bool
    """An excluded paper was found, or something was presented where nothing answers."""


class Judge:
    """Asks the public search as the search page does, and judges what comes back."""

    def __init__(self, session: Session, index: SearchIndex) -> None:
        self.session = session
        self.index = index
        self.keys = {paper.kode: key for key, paper in collection().items()}

    def ask(self, text: str) -> Answer:
        """The first page for this text; a text that is refused finds nothing."""
        try:
            query = read_params(MultiDict({"q": text})).query(TODAY)
            results = search_published(self.session, self.index, query)
        except BadInputError as refused:
            return Answer((), refusal=str(refused))
        found = tuple(self.keys[hit.item.kode] for hit in results.hits)
        return Answer(found[:DEPTH], is_as_asked=not results.is_partial)

    def scores(self, queries: Iterable[JudgedQuery]) -> list[Score]:
        """Every query asked and judged."""
        return [score(query, self.ask(query.text)) for query in queries]


@contextmanager
def judged_index(session: Session, folder: Path, engine: str = "whoosh") -> Iterator[SearchIndex]:
    """The collection published in this session, and an index made of it by the portal's own document maker."""
    publish(session)
    session.flush()
    with filled_index(session, folder, engine) as index:
        yield index


@contextmanager
def filled_index(session: Session, folder: Path, engine: str) -> Iterator[SearchIndex]:
    """An index of what is published in this session, of one of `ENGINES`."""
    with engine_index(engine, folder / "index") as index:
        index.rebuild(all_public(session))
        yield index


def score(query: JudgedQuery, answer: Answer) -> Score:
    """The figures of one query."""
    if query.is_nothing:
        presented = bool(answer.keys) and answer.is_as_asked
        return Score(query, answer, None, not presented, is_empty=not answer.keys, is_broken=presented)
    grades = [query.grades.get(key, 0) for key in answer.keys]
    best = max(query.grades.values())
    return Score(
        query,
        answer,
        ndcg=_gain(grades) / _gain(sorted(query.grades.values(), reverse=True)),
        is_first_right=bool(grades) and grades[0] == best,
        is_empty=not grades,
        is_broken=any(key in query.never for key in answer.keys),
    )


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:DEPTH], 1))


@dataclass(frozen=True)
class Summary:
    """Figures of many queries: `ndcg` and `first` are 0 to 1, the rest are counts."""

    queries: int
    answerable: int
    ndcg: float
    first: float
    empty: int
    broken: int


def summary(scores: Sequence[Score]) -> Summary:
    """The mean over those that have an answer; what is broken is counted over all."""
    measured = [one for one in scores if one.ndcg is not None]
    count = max(1, len(measured))
    return Summary(
        queries=len(scores),
        answerable=len(measured),
        ndcg=sum(one.ndcg or 0.0 for one in measured) / count,
        first=sum(one.is_first_right for one in measured) / count,
        empty=sum(one.is_empty for one in measured),
        broken=sum(one.is_broken for one in scores),
    )
