"""How well the public search answers the judged queries, by kind of query and by person.

    python -m tests.benchmarks.judged_bench [--misses] [--floors] [--text "…"] [--engine rum]

nDCG@10 and the share of right first hits; "without a hit" counts queries that have an answer in the collection,
"broken" those that found what they excluded, or presented something where nothing answers. `--misses` lists what was
not answered perfectly, the worst first; `--floors` prints the figures as `tests/judged/test_judged_floor.py` holds
them; `--text` shows one answer with its grades; `--engine` asks Whoosh, or PostgreSQL with RUM or GIN.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from portal.db import Database, make_engine
from portal.models import all_models
from tests.fixtures.search_tables import ENGINES
from tests.judged.collection import collection
from tests.judged.measure import Judge, Score, judged_index, summary
from tests.judged.queries import KINDS, PEOPLE, judged_queries

GOOD = 0.95


def main() -> None:
    """Publish the collection into a database of its own, ask every query, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--text", default="")
    parser.add_argument("--engine", choices=ENGINES, default="whoosh")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/nilai.sqlite")
        all_models.Base.metadata.create_all(engine)
        database = Database(engine)
        with database.transaction() as session, judged_index(session, Path(folder), options.engine) as index:
            judge = Judge(session, index)
            if options.text:
                _print_one(judge, options.text)
                return
            scores = judge.scores(judged_queries())
        database.close()
    _print_table(scores)
    if options.misses:
        _print_misses(scores)
    if options.floors:
        _print_floors(scores)


def _print_table(scores: Sequence[Score]) -> None:
    print(f"{len(collection())} naskah, {len(scores)} queries")
    print(f"{'':<38}{'queries':>9}{'nDCG@10':>10}{'first right':>13}{'without a hit':>15}{'broken':>8}")
    for kind in KINDS:
        _print_row(kind, [one for one in scores if one.query.kind == kind])
    _print_row("all", scores)
    for who in PEOPLE:
        _print_row(who, [one for one in scores if one.query.who == who])


def _print_row(name: str, own: Sequence[Score]) -> None:
    told = summary(own)
    if told.answerable:
        figures = f"{told.ndcg:>10.3f}{told.first:>13.0%}{told.empty / told.answerable:>15.0%}"
    else:
        figures = f"{'–':>10}{sum(one.is_first_right for one in own) / len(own):>13.0%}{'–':>15}"
    print(f"{name:<38}{told.queries:>9}{figures}{told.broken:>8}")


def _print_misses(scores: Sequence[Score]) -> None:
    print()
    poor = [one for one in scores if one.is_broken or (one.ndcg is not None and one.ndcg < GOOD)]
    for one in sorted(poor, key=lambda one: (one.ndcg or 0.0, one.query.kind)):
        figure = "" if one.ndcg is None else f"{one.ndcg:.2f}"
        grades = one.query.grades
        found = " ".join(f"{key}:{grades.get(key, 0)}" for key in one.answer.keys) or one.answer.refusal or "nothing"
        missed = [key for key in grades if key not in one.answer.keys]
        wanted = sorted(missed, key=lambda key: -grades[key])[:8]
        print(f"{figure:>5} {one.query.kind:<13} {one.query.text[:70]}")
        print(f"      found {found}{'' if one.answer.is_as_asked else ' (said to be something else)'}")
        print("      missed " + " ".join(f"{key}:{grades[key]}" for key in wanted))


def _print_floors(scores: Sequence[Score]) -> None:
    told = summary(scores)
    print(f"\nNDCG_ALL = {_floor(told.ndcg)}\nEMPTY_ALL = {told.empty}\nNDCG = {{")
    for kind in KINDS:
        own = summary([one for one in scores if one.query.kind == kind])
        if own.answerable:
            print(f'    "{kind}": {_floor(own.ndcg)},')
    print("}")


def _floor(figure: float) -> str:
    return f"{int(figure * 100) / 100:.2f}"


def _print_one(judge: Judge, text: str) -> None:
    answer = judge.ask(text)
    known = next((one for one in judged_queries() if one.text == text), None)
    print(answer.refusal or ("as asked" if answer.is_as_asked else "said to be something else"))
    for place, key in enumerate(answer.keys, 1):
        grade = known.grades.get(key, 0) if known else "?"
        print(f"{place:>3} {grade} {key:<16} {collection()[key].judul[:80]}")


if __name__ == "__main__":
    main()
