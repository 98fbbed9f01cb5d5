"""Facets and chips of a search page: what may be chosen, what is chosen, and the address without it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.queries.public import terbitan
from portal.queries.public.values import FacetValue, PublicResults
from portal.search.params import ENDS_WITHIN, Pair, SearchParams
from portal.web.countries import HOME
from portal.web.translation import counted, gettext
from portal.web.words.labels import search as search_labels
from portal.web.writing import nama_negara

SHOWN = 6
"""Values of a facet in sight; the others are one click away."""
MOST_OTHERS = 40
"""Of a large repository a facet has hundreds of values: whoever needs a rarer one narrows the search first."""
OPEN = ("lingkup", "bentuk", "status", "tahun", "negara")
"""Facets that are unfolded although nothing in them is chosen."""

OWN_WORDS = ("unit", "mitra", "nama_bentuk", "subjek")
"""Facets whose values are words of the naskah themselves, and stay in their language."""


@dataclass(frozen=True)
class FacetChoice:
    """One value of a facet with the number of naskah it would give."""

    value: str
    label: str
    count: int
    is_selected: bool


@dataclass(frozen=True)
class FacetGroup:
    """One facet: the values in sight, the next ones, and how many more there are."""

    name: str
    title: str
    choices: tuple[FacetChoice, ...]
    others: tuple[FacetChoice, ...]
    left_out: int
    is_open: bool


@dataclass(frozen=True)
class Chip:
    """A filter in force: its words, and the query string without it."""

    label: str
    query_string: str


def selected_names(session: Session, params: SearchParams) -> Mapping[Pair, str]:
    """Public names of the units and mitra that are chosen, also where they have no hit."""
    found: dict[Pair, str] = {}
    for kind, keys in (("unit", params.filters.unit), ("mitra", params.filters.mitra)):
        found |= {(kind, key): name for key, name in terbitan.names(session, kind, keys).items()}
    return found


def chips(params: SearchParams, names: Mapping[Pair, str]) -> tuple[Chip, ...]:
    """One chip a filter, in the order of the facets."""
    return tuple(Chip(_chip_label(pair, names), params.without(pair).query_string()) for pair in params.active)


def groups(results: PublicResults, params: SearchParams, names: Mapping[Pair, str]) -> tuple[FacetGroup, ...]:
    """All facets but the years, which have a form of their own; a facet without values is left out."""
    made = []
    for name, title in search_labels.FACETS.items():
        if name == "tahun":
            continue
        selected: frozenset[str] = getattr(params.filters, name)
        found = _present(name, results.facets.get(name, ()), selected)
        absent = _absent(name, found, selected, names)
        if not found and not absent:
            continue
        in_sight = [value for at, value in enumerate(found) if at < SHOWN or value.value in selected]
        others = [value for at, value in enumerate(found) if at >= SHOWN and value.value not in selected]
        # Only what is shown is put into words.
        choices = (*(_choice(name, value, selected) for value in in_sight), *absent)
        next_ones = tuple(_choice(name, value, selected) for value in others[:MOST_OTHERS])
        is_open = name in OPEN or bool(selected)
        made.append(FacetGroup(name, gettext(title), choices, next_ones, max(0, len(others) - MOST_OTHERS), is_open))
    return tuple(made)


def _present(name: str, values: tuple[FacetValue, ...], selected: frozenset[str]) -> list[FacetValue]:
    """The values that have naskah; the own country only where it was chosen."""
    return [value for value in values if not (name == "negara" and value.value == HOME and HOME not in selected)]


def _absent(
    name: str, found: list[FacetValue], selected: frozenset[str], names: Mapping[Pair, str]
) -> list[FacetChoice]:
    """Chosen values without a hit: they must stay in sight, or nobody could take them back."""
    if not selected:
        return []
    return [
        FacetChoice(value, _value_label(name, value, names.get((name, value), value)), 0, True)
        for value in sorted(selected.difference(value.value for value in found))
    ]


def _choice(name: str, value: FacetValue, selected: frozenset[str]) -> FacetChoice:
    return FacetChoice(value.value, _value_label(name, value.value, value.label), value.count, value.value in selected)


def _value_label(name: str, value: str, label: str) -> str:
    if name == "negara":
        return nama_negara(value)
    if name in ("unit", "mitra"):
        return label
    told = search_labels.label_facet(name, value)
    return told if name in OWN_WORDS else gettext(told)


def _chip_label(pair: Pair, names: Mapping[Pair, str]) -> str:
    name, value = pair
    if name == ENDS_WITHIN:
        return counted("Berakhir dalam %(n)s bulan", int(value))
    if name in ("dari", "sampai"):
        return (gettext("Dari %(tahun)s") if name == "dari" else gettext("Sampai %(tahun)s")) % {"tahun": value}
    return _value_label(name, value, names.get(pair, value))
