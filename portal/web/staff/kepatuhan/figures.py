"""What every form of the board is made of: loaded, judged and narrowed once; page, workbook and report share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import request

from portal.domain.kasus.kemlu import KemluState
from portal.domain.kasus.pengesahan import PengesahanState
from portal.domain.kepatuhan.figures import KepatuhanFigures, OnTimeRate, UnitFigures
from portal.domain.kepatuhan.penyerahan import Period
from portal.domain.naskah_asli.penerimaan import Penyampaian
from portal.domain.tenggat.clocks import RULES
from portal.queries import kalender
from portal.queries.kepatuhan import kepatuhan
from portal.queries.kepatuhan.kepatuhan import Kepatuhan
from portal.queries.kepatuhan.received import ReceivedScope
from portal.queries.naskah.mitra import mitra_of
from portal.web.context import actor, reading, stores, today
from portal.web.staff.kepatuhan import params
from portal.web.staff.kepatuhan.params import KepatuhanFilter
from portal.web.words import kepatuhan as kepatuhan_words
from portal.web.words.kepatuhan import Sentence

MONTHS_BACK = 12
AT_KEMLU = (KemluState.DIKIRIM, KemluState.KURANG_LENGKAP, KemluState.LENGKAP_TERCATAT)


@dataclass(frozen=True)
class Board:
    """The figures of the units and the period asked for. `mitra` names the partners of the rows that are shown."""

    found: Kepatuhan
    wanted: KepatuhanFilter
    today: date
    mitra: Mapping[int, tuple[str, ...]]
    is_effective: bool

    @cached_property
    def figures(self) -> KepatuhanFigures:
        """Figures of the due dates of the period; of all of them without one."""
        return self.found.figures.within(self.wanted.span)

    @property
    def on_time_period(self) -> Period:
        """Due dates the on-time rate is taken from: those of the period, or else of this year up to its end."""
        return self.wanted.span or Period(date(self.today.year, 1, 1), date(self.today.year, 12, 31))

    @property
    def limit(self) -> int:
        """Working days that what is signed today has: those of Pasal 39 ayat (4) as it stands today."""
        return self.found.law.rule(RULES[Penyampaian.ASLI], self.today).hari_kerja

    @cached_property
    def on_time(self) -> KepatuhanFigures:
        """What the on-time rate is taken from."""
        return self.found.figures.within(self.on_time_period)

    @property
    def scope(self) -> ReceivedScope:
        """The naskah all of it is taken from."""
        unit = self.wanted.unit
        units = kepatuhan.branch(self.found.tree, unit) if unit else None
        return ReceivedScope(actor(), units, self.found.law, self.today)

    @cached_property
    def units(self) -> tuple[UnitFigures, ...]:
        """Open handovers by group of units."""
        always = self.found.always_listed()
        found = self.figures.per_unit(self.found.group_of(), always)
        return tuple(unit for unit in found if unit.running or unit.kode in always)

    @cached_property
    def on_time_by_unit(self) -> Mapping[str, UnitFigures]:
        """The on-time figures by group of units."""
        return {unit.kode: unit for unit in self.on_time.per_unit(self.found.group_of())}

    @cached_property
    def sentence(self) -> Sentence:
        """The sentence on top."""
        return kepatuhan_words.sentence(self.figures, self.units, self.found.name_of)

    @cached_property
    def history(self) -> tuple[OnTimeRate, ...]:
        """On-time rates of the last twelve months, whatever the period."""
        return self.found.figures.history(MONTHS_BACK)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many stand in each list of the board, by its name in addresses."""
        return kepatuhan_words.counts(self.figures)

    @property
    def kemlu(self) -> Mapping[str, int]:
        """The track of Pasal 39 ayat (6) in the four steps of the board."""
        found = self.found.jalur.kemlu
        return {
            "perlu": self.found.jalur.kemlu_not_begun + found.get(KemluState.BELUM_DIKIRIM, 0),
            "diajukan": sum(found.get(keadaan, 0) for keadaan in AT_KEMLU),
            "disahkan": found.get(KemluState.CTC_TERBIT, 0),
            "tersimpan": found.get(KemluState.TANDA_TERIMA_DIKIRIM, 0),
        }

    @property
    def pengesahan(self) -> Mapping[str, int]:
        """The track of ratification by its states."""
        found = self.found.jalur.pengesahan
        return {keadaan.value: found.get(keadaan, 0) for keadaan in PengesahanState}

    @property
    def scope_name(self) -> str:
        """Whose figures these are, in words."""
        kode = self.wanted.unit or self.found.root
        return self.found.name_of(kode) if kode else "seluruh Kementerian"


def load_board(most_named: int | None = None) -> Board:
    """The board as the address asks for it; partners are named for the first `most_named` rows (None: for all).

    Raises BadInputError for a filter that is none, NotFoundError for a unit the asker may not read.
    """
    wanted = params.read(request.args)
    effective_on = stores().config.effective_on
    with reading() as session:
        found = kepatuhan.load(
            session,
            actor(),
            kalender=kalender.load_kalender(session),
            today=today(),
            effective_on=effective_on,
            unit=wanted.unit,
        )
        shown = found.figures.within(wanted.span).board[:most_named]
        mitra = mitra_of(session, {row.facts.naskah_id for row in shown})
    return Board(found, wanted, today(), mitra, effective_on is not None)
