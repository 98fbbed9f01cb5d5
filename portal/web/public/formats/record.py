"""A published naskah as every format of it sees it: cleaned words, its addresses, and its dates as far as known.

What a format says comes from here, so that all of them say the same. Nothing here knows a database or a request.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from portal.domain.formats import iso_date, word_list
from portal.domain.naskah.masa_berlaku import last_day_in_force
from portal.domain.plain_text import clean_line
from portal.domain.tanggal import wib_today
from portal.queries.public.values import PublicBerkas, PublicNaskah, PublicPihak
from portal.web.words.exports import MINISTRY, REPOSITORY
from portal.web.words.labels.bahasa import BAHASA
from portal.web.words.labels.naskah import label_bentuk

PDF = "application/pdf"


@dataclass(frozen=True)
class Record:
    """One published naskah with the base of its addresses, which never comes from a request."""

    naskah: PublicNaskah
    base_url: str

    @property
    def kode(self) -> str:
        """Its permanent code."""
        return self.naskah.item.kode

    @property
    def url(self) -> str:
        """Its permanent address; a correction does not change it."""
        return f"{self.base_url}/n/{self.kode}"

    def address(self, suffix: str) -> str:
        """The address of one of its formats, such as `.ris` or `/linkset.json`."""
        return self.url + suffix

    @cached_property
    def judul(self) -> str:
        """Its title on one line."""
        return clean_line(self.naskah.item.judul)

    @cached_property
    def form(self) -> str:
        """Its form by its own name."""
        return clean_line(label_bentuk(self.naskah.item.bentuk, self.naskah.item.nama_bentuk))

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Names of the parties in the order of the naskah."""
        return tuple(name for name in (clean_line(pihak.nama) for pihak in self.naskah.pihak) if name)

    @cached_property
    def title(self) -> str:
        """Form, parties and title in one line, as a naskah is named."""
        between = f" antara {word_list(self.parties)}" if self.parties else ""
        return f"{self.form}{between} tentang {self.judul}"

    @cached_property
    def nomor(self) -> tuple[str, ...]:
        """Its numbers, each once."""
        return tuple(dict.fromkeys(filter(None, map(clean_line, self.naskah.item.nomor))))

    @cached_property
    def place(self) -> str:
        """Where it was signed; empty when that is not known."""
        return clean_line(signing_place(self.naskah))

    @cached_property
    def keywords(self) -> tuple[str, ...]:
        """Its subjects."""
        return tuple(filter(None, map(clean_line, self.naskah.subjek)))

    @cached_property
    def abstract(self) -> str:
        """Its scope on one line."""
        return clean_line(self.naskah.ruang_lingkup)

    @property
    def unit(self) -> str:
        """The unit that initiated it."""
        return clean_line(self.naskah.item.unit_nama)

    @property
    def publisher(self) -> str:
        """Who publishes it."""
        return MINISTRY

    @property
    def repository(self) -> str:
        """Where it is published."""
        return REPOSITORY

    @property
    def signed(self) -> str:
        """The day of the last signature in ISO 8601, no more exact than it is known; empty when unknown."""
        return iso_date(self.naskah.item.signed)

    @property
    def signed_parts(self) -> tuple[int, ...]:
        """The same as numbers: year, month and day as far as they are known."""
        return tuple(int(part) for part in self.signed.split("-")) if self.signed else ()

    @property
    def validity(self) -> str:
        """The time in which it is in force as an ISO 8601 interval; empty where one end of it is not known."""
        item = self.naskah.item
        begin = item.effective_on.isoformat() if item.effective_on else self.signed
        end = last_day_in_force(item.expires_on, item.ended_on)
        if not begin or not (end or item.is_open_ended):
            return ""
        return f"{begin}/{end.isoformat() if end else '..'}"

    @property
    def first_published(self) -> date:
        """The day of its first publication in Jakarta."""
        return wib_today(self.naskah.first_published_at)

    @property
    def published(self) -> date:
        """The day of its present publication in Jakarta."""
        return wib_today(self.naskah.item.published_at)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Its languages by their ISO 639 codes; what is no such code is left out."""
        return tuple(dict.fromkeys(one for one in map(str.lower, self.naskah.bahasa) if one in BAHASA))

    @property
    def berkas(self) -> Sequence[PublicBerkas]:
        """Its public files."""
        return self.naskah.berkas

    def file_address(self, berkas: PublicBerkas) -> str:
        """Where a file is; the first one has the short address."""
        return self.address("/naskah.pdf" if berkas.urutan == 1 else f"/berkas/{berkas.urutan}.pdf")


def signing_place(naskah: PublicNaskah) -> str:
    """Where the signature was given that the shown date belongs to; empty when that is not known.

    Parties may sign on different days in different towns, so a place is never taken from another day's signature
    unless all signatures share it.
    """
    places = [pihak.tempat for pihak in naskah.pihak if pihak.tempat and pihak.signed == naskah.item.signed]
    if not places:
        places = [pihak.tempat for pihak in naskah.pihak if pihak.tempat]
        if len(set(places)) > 1:
            return ""
    return word_list(list(dict.fromkeys(places)))


def is_ministry(pihak: PublicPihak) -> bool:
    """Whether a party is the ministry itself, which no list of partners holds."""
    return pihak.slug is None
