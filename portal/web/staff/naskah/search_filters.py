"""Filters of the internal search: what may be chosen, by the counts of the index, and what is chosen as chips."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.permissions import Actor
from portal.queries.mitra import find_mitra
from portal.queries.naskah import worklist
from portal.queries.naskah.values import StaffResults
from portal.search.params import Pair, SearchParams
from portal.web.countries import nama_negara
from portal.web.staff.naskah.filter import ListChip
from portal.web.words.labels.search import FACETS, label_facet

OFFERED = ("tahun", "mitra", "bentuk", "status", "unit")
MOST_CHOICES = 60
"""Values of one filter to choose from; the most frequent come first in the index."""


@dataclass(frozen=True)
class SearchFilter:
    """One filter: its heading, the values with their words, the one in force, and the words of all that are known."""

    name: str
    title: str
    choices: tuple[Pair, ...]
    chosen: str
    words: Mapping[str, str]


def load(session: Session, actor: Actor, params: SearchParams, results: StaffResults) -> tuple[SearchFilter, ...]:
    """The filters; that of the units only where there is more than one to read."""
    names = {
        "unit": {unit.kode: unit.nama for unit in worklist.units_to_read(session, actor)},
        "mitra": _mitra(session, actor, params, results),
    }
    found = []
    for name in OFFERED:
        chosen = [value for key, value in params.active if key == name]
        counted = [(value, count) for value, count in results.facets.get(name, ()) if _is_known(name, value, names)]
        words = {value: _words(name, value, names) for value in (*chosen, *(value for value, _ in counted))}
        choices = [(value, f"{words[value]} ({count})") for value, count in counted[:MOST_CHOICES]]
        choices.sort(key=lambda pair: pair[1].lower(), reverse=name == "tahun")
        choices += [(value, words[value]) for value in chosen[:1] if value not in dict(choices)]
        if name != "unit" or len(names["unit"]) > 1 or chosen:
            found.append(SearchFilter(name, FACETS[name], tuple(choices), chosen[0] if chosen else "", words))
    return tuple(found)


def chips(filters: tuple[SearchFilter, ...], params: SearchParams, here: str) -> tuple[ListChip, ...]:
    """One chip for everything that narrows the answer."""
    known = {one.name: one.words for one in filters}
    return tuple(
        ListChip(known.get(pair[0], {}).get(pair[1]) or _plain(pair), here + params.without(pair).query_string())
        for pair in params.active
    )


def hidden(filters: tuple[SearchFilter, ...], params: SearchParams) -> tuple[Pair, ...]:
    """What the form of the filters carries along: what narrows the answer and stands in none of its fields."""
    shown = {(one.name, one.chosen) for one in filters}
    kept = [pair for pair in params.active if pair not in shown]
    return (*kept, *((("urut", params.sort),) if params.sort else ()))


def _mitra(session: Session, actor: Actor, params: SearchParams, results: StaffResults) -> Mapping[str, str]:
    counted = [value for value, _ in results.facets.get("mitra", ())][:MOST_CHOICES]
    return {key: one.nama for key, one in find_mitra(session, {*counted, *params.filters.mitra}, actor).items()}


def _is_known(name: str, value: str, names: Mapping[str, Mapping[str, str]]) -> bool:
    return name not in names or value in names[name]


def _words(name: str, value: str, names: Mapping[str, Mapping[str, str]]) -> str:
    return names[name].get(value, value) if name in names else label_facet(name, value)


def _plain(pair: Pair) -> str:
    name, value = pair
    if name in ("dari", "sampai"):
        return f"{name.capitalize()} {value}"
    return nama_negara(value) if name == "negara" else label_facet(name, value)
