"""Lists to browse by: mitra, units, countries, forms, subjects and years, each with its figures and one chart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import render_template, request

from portal.queries.public import statistik, terbitan
from portal.queries.public.values import BrowseEntry
from portal.web import charts
from portal.web.context import public_reading
from portal.web.countries import MAP_BOX
from portal.web.translation import gettext
from portal.web.words.labels.search import label_facet
from portal.web.writing import nama_negara

CHARTED = 10
MOST_AT_ONCE = 300
"""Entries on one page; a longer list is shown a letter at a time."""


@dataclass(frozen=True)
class Group:
    """Entries under one heading; `parameter` is the search filter they open."""

    nama: str
    entries: tuple[BrowseEntry, ...]
    parameter: str
    are_names: bool = False


@dataclass(frozen=True)
class Listing:
    """What a browse page lists; `parameter` is the search filter its entries open."""

    title: str
    intro: str
    parameter: str
    total: str
    """How many there are, above the list: `447 mitra`."""
    are_names: bool = False
    """Whether the entries are names and words of the naskah, which stay in their language."""


MITRA = Listing(
    "Mitra kerja sama",
    "Pihak yang membuat naskah kerja sama dengan kementerian.",
    "mitra",
    "%(n)s mitra",
    are_names=True,
)
UNIT = Listing(
    "Unit pemrakarsa",
    "Unit kerja yang memprakarsai naskah kerja sama.",
    "unit",
    "%(n)s unit",
    are_names=True,
)
NEGARA = Listing("Negara mitra", "Negara asal mitra kerja sama luar negeri.", "negara", "%(n)s negara")
BENTUK = Listing(
    "Bentuk naskah",
    "Naskah menurut bentuknya, juga yang memakai nama lain.",
    "bentuk",
    "%(n)s bentuk",
)
SUBJEK = Listing(
    "Subjek",
    "Pokok kerja sama menurut kata yang dicatat pada naskah.",
    "subjek",
    "%(n)s subjek",
    are_names=True,
)
TAHUN = Listing("Tahun penandatanganan", "Naskah menurut tahun tanda tangan terakhirnya.", "tahun", "%(n)s tahun")

LISTINGS = (MITRA, UNIT, NEGARA, BENTUK, SUBJEK, TAHUN)


def browse_mitra() -> str:
    """Partners from A to Z."""
    with public_reading() as session:
        entries = terbitan.browse_mitra(session)
    return _by_letter(MITRA, entries)


def browse_unit() -> str:
    """Initiating units from A to Z."""
    with public_reading() as session:
        entries = terbitan.browse_unit(session)
    return _by_letter(UNIT, entries)


def browse_negara() -> str:
    """Countries from A to Z, with the dot map."""
    with public_reading() as session:
        found = terbitan.browse_negara(session)
        organisasi = terbitan.browse_organisasi(session)
    entries = [BrowseEntry(entry.kunci, nama_negara(entry.kunci), entry.count) for entry in found]
    bubbles = charts.bubbles((entry.kunci, entry.count) for entry in entries)
    more = [Group(gettext("Organisasi internasional"), organisasi, "mitra", are_names=True)] if organisasi else []
    return _by_letter(NEGARA, entries, after=more, bubbles=bubbles, map_box=MAP_BOX)


def browse_bentuk() -> str:
    """Forms, the most frequent first; a form by another name stands under that name."""
    with public_reading() as session:
        found = statistik.bentuk(session)
        named = statistik.nama_bentuk(session)
    forms = [BrowseEntry(one.value, gettext(label_facet("bentuk", one.value)), count) for one, count in found]
    groups = [Group(gettext("Menurut bentuk"), tuple(forms), "bentuk")]
    if named:
        groups.append(Group(gettext("Dengan nama lain"), named, "nama_bentuk", are_names=True))
    values = [(entry.kunci, entry.nama, entry.count) for entry in forms]
    return _render(BENTUK, forms, groups, ranked=charts.ranked(values))


def browse_subjek() -> str:
    """Subjects from A to Z."""
    with public_reading() as session:
        entries = statistik.subjek(session)
    return _by_letter(SUBJEK, entries)


def browse_tahun() -> str:
    """Years of signing, the newest first."""
    with public_reading() as session:
        entries = terbitan.browse_tahun(session)
    years = charts.years_filled((int(entry.kunci), entry.count) for entry in entries)
    decades = _grouped(entries, _decade, TAHUN)
    return _render(TAHUN, entries, decades, years=charts.upright(years))


def _by_letter(listing: Listing, entries: Sequence[BrowseEntry], *, after: Sequence[Group] = (), **more: object) -> str:
    ordered = sorted(entries, key=lambda entry: entry.nama.casefold())
    values = [(entry.kunci, entry.nama, entry.count) for entry in ordered]
    groups = _grouped(ordered, _letter, listing)
    letters = [group.nama for group in groups]
    chosen = None
    if len(entries) > MOST_AT_ONCE:
        wanted = request.args.get("huruf", "")
        chosen = wanted if wanted in letters else letters[0]
        groups = [group for group in groups if group.nama == chosen]
    return _render(
        listing,
        entries,
        [*groups, *after],
        ranked=charts.ranked(values, most=CHARTED),
        letters=letters,
        chosen=chosen,
        **more,
    )


def _render(
    listing: Listing,
    entries: Sequence[BrowseEntry],
    grouped: Sequence[Group],
    **more: object,
) -> str:
    return render_template("public/browse.html", listing=listing, count=len(entries), groups=grouped, **more)


def _grouped(entries: Sequence[BrowseEntry], key: Callable[[BrowseEntry], str], listing: Listing) -> list[Group]:
    return [
        Group(name, tuple(found), listing.parameter, are_names=listing.are_names)
        for name, found in groupby(entries, key)
    ]


def _decade(entry: BrowseEntry) -> str:
    return gettext("%(tahun)s-an") % {"tahun": f"{entry.kunci[:3]}0"}


def _letter(entry: BrowseEntry) -> str:
    first = entry.nama[:1].upper()
    return first if first.isalpha() else "0–9"
