"""A seeded corpus for measuring search: CONTOH naskah whose words are spread and inflected like Indonesian text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files

import numpy as np

from portal.search.interface import SearchDocument

SEED = 39
PAGES = 10
SURFACE_WORDS = 60_000
NOISE = 0.004  # One word in 250 is misread, as on scanned pages.
_PATTERNS = ("{}", "{}", "di{}", "ber{}", "ter{}", "pe{}an", "ke{}an", "{}kan", "{}nya", "me{}", "{}an", "se{}")
_SYLLABLES = [a + b for a in "bcdfghjklmnprstwy" for b in ("a", "i", "u", "e", "o", "an", "ar", "in", "ur")]
_FORMS = ("nota_kesepahaman", "perjanjian_kerja_sama", "nama_lain")
_COUNTRIES = ("KR", "JP", "AU", "MY", "SG", "NL", "US", "CN", "PH", "TH")
_FIRST_DAY = date(2012, 1, 2)


@dataclass(frozen=True)
class Corpus:
    """Draws naskah one after the other; the same arguments give the same naskah."""

    documents: int
    words: int
    vocabulary: tuple[str, ...] = field(default_factory=lambda: tuple(_vocabulary()))

    def __iter__(self) -> Iterator[SearchDocument]:
        """Every naskah of the corpus."""
        random = np.random.default_rng(SEED)
        ranks = np.arange(1, len(self.vocabulary) + 1)
        chances = np.cumsum(1.0 / (ranks + 25.0))
        chances /= chances[-1]
        for number in range(self.documents):
            yield self._naskah(number, random, chances)

    def _naskah(self, number: int, random: np.random.Generator, chances: np.ndarray) -> SearchDocument:
        drawn = [self.vocabulary[at] for at in np.searchsorted(chances, random.random(self.words)).tolist()]
        for at in random.integers(0, self.words, int(self.words * NOISE)).tolist():
            drawn[at] = _misread(drawn[at], random)
        length = self.words // PAGES
        pages = tuple(" ".join(drawn[at : at + length]).capitalize() + "." for at in range(0, self.words, length))
        signed_on = _FIRST_DAY + timedelta(days=int(random.integers(0, 5200)))
        is_foreign = bool(random.random() < 0.3)
        unit = f"unit-{int(random.zipf(1.4)) % 130}"
        party = int(random.zipf(1.3)) % 800
        return SearchDocument(
            kode=f"{signed_on.year}-{10_000 + number}",
            judul=" ".join(drawn[40:48]).title(),
            nomor=(number_of(number),),
            mitra=((f"mitra-{party}", f"CONTOH {self.vocabulary[party]} {self.vocabulary[party + 900]}"),),
            unit=unit,
            unit_nama=f"Unit {unit}",
            lingkup="luar_negeri" if is_foreign else "dalam_negeri",
            bentuk=_FORMS[int(random.integers(0, 3))],
            negara=(_COUNTRIES[int(random.integers(0, len(_COUNTRIES)))],) if is_foreign else (),
            signed_on=signed_on,
            effective_on=None,
            expires_on=signed_on + timedelta(days=int(random.integers(300, 2500))),
            ended_on=None,
            end_kind=None,
            pages=pages,
        )


def number_of(number: int) -> str:
    """The number printed on the n-th naskah."""
    return f"PAS-{number % 97}.HH.05.{number:05d} Tahun 2021"


def _vocabulary() -> Iterator[str]:
    """Surface words by falling frequency: base words first, mixed with their inflections, then made-up ones."""
    text = files("portal.domain.language").joinpath("kata_dasar.txt").read_text(encoding="utf-8")
    bases = [line for line in text.splitlines() if line.isalpha()]
    random = np.random.default_rng(SEED)
    random.shuffle(bases)
    seen: set[str] = set()
    while len(seen) < SURFACE_WORDS:
        if len(seen) < SURFACE_WORDS // 2:
            stem = bases[int(min(random.zipf(1.1), 10**9)) % len(bases)]
        else:
            stem = "".join(_SYLLABLES[at] for at in random.integers(0, len(_SYLLABLES), 3).tolist())
        word = _PATTERNS[int(random.integers(0, len(_PATTERNS)))].format(stem)
        if word not in seen:
            seen.add(word)
            yield word


def _misread(word: str, random: np.random.Generator) -> str:
    at = int(random.integers(0, len(word)))
    return word[:at] + "lio01rnmeu"[int(random.integers(0, 10))] + word[at + 1 :]
