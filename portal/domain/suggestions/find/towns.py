"""Towns that are known: units of the ministry are called after theirs, and a paper says `Kota`, `Kabupaten` or a class
before others.

A place of signing that its sentence names only as part of a building's name, or behind words that were not read, is
told by them.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_BEHIND_CLASS = re.compile(
    r"\b(?i:kelas|klas) [IVX]{1,3}\s?[AB]?(?: (?i:khusus|non|tpi|perempuan|anak))*"
    r" ([A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?)"
)
_BEHIND_KIND = re.compile(r"\b(?:Kota|KOTA|Kabupaten|KABUPATEN) ([A-Z][\w'’\-]{2,})")
_BEFORE_DAY = re.compile(
    r"(?<![\w,])([A-Z][\w'’\-]{2,}(?: [A-Z][\w'’\-]+)?),\s(?:tanggal )?\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d"
)
"""`Tasikmalaya, 12 Oktober 2015` above the signatures."""
_GOES_ON = re.compile(r"\b[A-Z][a-z]+ ?$")
"""Before a town and a day: then the town's first word may belong to what stands above it."""
_UNIT_OF_TOWN = re.compile(
    r"(?i)(?:lapas|rutan|kanim|bapas|rudenim|lpka|polres(?:ta)?|kejari|pengadilan negeri|kejaksaan negeri)\s"
    r"(?!(?:narkotika|perempuan|anak|khusus|pemuda|terbuka|wanita|kelas|klas|negeri)\b)(?=\w{4,}(?: \w{4,})?$)"
)
"""Units that are called after their town and nothing else."""
_BUILDING = re.compile(
    r"(?i:\bber ?tempat(?: di)?|\bmengambil tempat di|\bdi|\bat|\bin)(?:\s?:)?\s+"
    r"((?i:kantor|gedung|aula|ruang|markas|balai|hotel|auditorium|pendopo|kampus|rumah|sekolah|gereja|masjid|lapas"
    r"|rutan|kanim|bapas|rudenim|lpka|lembaga|kediaman|wisma|polres|kejaksaan|pengadilan|rsud|the)\b[^,;:.]{3,80}?)"
    r"(?=\s?[,;:.]|\s(?:kami|telah|yang|pada|dua|kedua|antara|oleh|maka|on|we)\b|$)"
)
_NAMED_TOWN = re.compile(
    r"(?:\b[Dd]i|\b[Ii]n|\b[Aa]t|(?<=[\s.])i)\s(?:Kota |Kabupaten )?([A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?)"
)
_OF_DAY = re.compile(
    r"(?i)(?:\b(?:tahun|hari|tanggal|bulan|day|year|dibuat|diadakan|ditandatangani|disepakati|diteken|dilakukan"
    r"|bertempat|signed|made|done|concluded)\b|\d{4})[^;:]{0,60}$"
)
_ADDRESS = re.compile(
    r"(?i)\b(?:address|alamat|beralamat|berkedudukan|berkantor|domisili|located|bertugas|lahir)\b[^;]{0,60}$"
)
_BUILDING_NAME = re.compile(
    r"(?i)(?:ma(?:pol\w+|ko\w*|kodim|korem)|polda|polres\w*|kantor|gedung|aula|hotel|kampus|kanwil|kanim|lapas|rutan|bapas"
    r"|rsud?|masjid|gereja|pendopo|balai|wisma|istana|rumah)\b"
)
_CAPITAL = "jakarta"
_MOST_WORDS = 2
_REACH = 6_000


@lru_cache(maxsize=8)
def towns_of_units(units: Sequence[str]) -> frozenset[str]:
    """The towns after which units are called, in small letters."""
    return frozenset(found[1].casefold() for unit in units if (found := _BEHIND_CLASS.search(unit)))


def towns_of(units: tuple[str, ...], text: str, ending: str = "") -> frozenset[str]:
    """The towns that the units or the paper itself make known, in small letters; `ending` are its last pages."""
    own = {found[1].casefold() for found in _BEHIND_KIND.finditer(text[:_REACH])}
    own |= {
        found[1].casefold() for found in _BEFORE_DAY.finditer(ending) if not _GOES_ON.search(ending, 0, found.start())
    }
    for found in _BEHIND_CLASS.finditer(text[:_REACH]):
        own |= {found[1].casefold(), found[1].split()[0].casefold()}
    return towns_of_units(units) | own | {_CAPITAL}


def town_of_building(sentence: str, towns: frozenset[str]) -> tuple[str, str] | None:
    """The town that ends the name of the building in which a naskah was signed, and the words it stands in."""
    for found in _BUILDING.finditer(sentence):
        for name in _ends(found[1].split()):
            if name[:1].isupper() and name.casefold() in towns:
                return name, found.group()
    return None


def without_building(place: str, towns: frozenset[str]) -> str:
    """`Mapolda Jambi` as `Jambi`: a place that is a building's name or too long, by the known town that ends it."""
    words = place.split()
    if _BUILDING_NAME.match(place) or len(words) > _MOST_WORDS:
        return next((name for name in _ends(words) if name.casefold() in towns), _UNIT_OF_TOWN.sub("", place))
    return place


def _ends(words: Sequence[str]) -> Iterator[str]:
    """What may be the town that ends a name: its last words, the most first, never all of them."""
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        yield " ".join(words[-count:])


def town_named(sentence: str, towns: frozenset[str]) -> tuple[str, str] | None:
    """A known town behind `di` in what tells the day of signing, whatever stands behind it."""
    for found in _NAMED_TOWN.finditer(sentence):
        before = sentence[max(0, found.start() - 90) : found.start()]
        if not _OF_DAY.search(before) or _ADDRESS.search(before):
            continue
        for name in (found[1], found[1].split()[0]):
            if name.casefold() in towns:
                return name, found.group()
    return None
