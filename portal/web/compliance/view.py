"""What every form of the board is made of: loaded, judged and narrowed once; page, workbook and report share it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import request

from portal.domain.angka_kepatuhan import Angka, AngkaUnit, Ketepatan
from portal.domain.jalur_kemlu import KeadaanKemlu
from portal.domain.jalur_pengesahan import KeadaanPengesahan
from portal.domain.kepatuhan import KeadaanPenyerahan, Periode
from portal.queries import calendar, compliance
from portal.queries.compliance import Kepatuhan
from portal.queries.compliance_received import Cakupan
from portal.web.compliance import params, wording
from portal.web.compliance.params import Saringan
from portal.web.compliance.wording import Kalimat
from portal.web.context import actor, stores, today

MONTHS_BACK = 12
AT_KEMLU = (KeadaanKemlu.DIKIRIM, KeadaanKemlu.KURANG_LENGKAP, KeadaanKemlu.LENGKAP_TERCATAT)


@dataclass(frozen=True)
class Papan:
    """The figures of the units and the period asked for. `mitra` names the partners of the rows that are shown."""

    found: Kepatuhan
    saringan: Saringan
    today: date
    mitra: Mapping[int, tuple[str, ...]]
    is_effective: bool

    @cached_property
    def angka(self) -> Angka:
        """Figures of the due dates of the period; of all of them without one."""
        return self.found.angka.within(self.saringan.rentang)

    @property
    def rentang_ketepatan(self) -> Periode:
        """Due dates the on-time rate is taken from: those of the period, or else of this year up to its end."""
        return self.saringan.rentang or Periode(date(self.today.year, 1, 1), date(self.today.year, 12, 31))

    @cached_property
    def ketepatan(self) -> Angka:
        """What the on-time rate is taken from."""
        return self.found.angka.within(self.rentang_ketepatan)

    @property
    def lingkup(self) -> Cakupan:
        """The naskah all of it is taken from."""
        unit = self.saringan.unit
        units = compliance.branch(self.found.pohon, unit) if unit else None
        return Cakupan(actor(), units, self.found.hukum, self.today)

    @cached_property
    def units(self) -> tuple[AngkaUnit, ...]:
        """Open handovers by group of units."""
        always = self.found.selalu()
        found = self.angka.per_unit(self.found.kelompok(), always)
        return tuple(unit for unit in found if unit.berjalan or unit.kode in always)

    @cached_property
    def unit_ketepatan(self) -> Mapping[str, AngkaUnit]:
        """The on-time figures by group of units."""
        return {unit.kode: unit for unit in self.ketepatan.per_unit(self.found.kelompok())}

    @cached_property
    def kalimat(self) -> Kalimat:
        """The sentence on top."""
        return wording.kalimat(self.angka, self.units, self.found.nama)

    @cached_property
    def riwayat(self) -> tuple[Ketepatan, ...]:
        """On-time rates of the last twelve months, whatever the period."""
        return self.found.angka.history(MONTHS_BACK)

    @property
    def hitung(self) -> Mapping[str, int]:
        """How many stand in each state, by its value."""
        return {keadaan.value: self.angka.count(keadaan) for keadaan in KeadaanPenyerahan}

    @property
    def kemlu(self) -> Mapping[str, int]:
        """The track of Pasal 39 ayat (6) in the four steps of the board."""
        found = self.found.jalur.kemlu
        return {
            "perlu": self.found.jalur.kemlu_belum + found.get(KeadaanKemlu.BELUM_DIKIRIM, 0),
            "diajukan": sum(found.get(keadaan, 0) for keadaan in AT_KEMLU),
            "disahkan": found.get(KeadaanKemlu.CTC_TERBIT, 0),
            "tersimpan": found.get(KeadaanKemlu.TANDA_TERIMA_DIKIRIM, 0),
        }

    @property
    def pengesahan(self) -> Mapping[str, int]:
        """The track of ratification by its states."""
        found = self.found.jalur.pengesahan
        return {keadaan.value: found.get(keadaan, 0) for keadaan in KeadaanPengesahan}

    @property
    def cakupan(self) -> str:
        """Whose figures these are, in words."""
        kode = self.saringan.unit or self.found.akar
        return self.found.nama(kode) if kode else "seluruh Kementerian"


def load(most_named: int | None = None) -> Papan:
    """The board as the address asks for it; partners are named for the first `most_named` rows (None: for all).

    Raises BadInputError for a filter that is none, NotFoundError for a unit the asker may not read.
    """
    saringan = params.read(request.args)
    effective_on = stores().config.effective_on
    with stores().database.reading() as session:
        found = compliance.load(
            session,
            actor(),
            kalender=calendar.load_calendar(session),
            today=today(),
            effective_on=effective_on,
            unit=saringan.unit,
        )
        shown = found.angka.within(saringan.rentang).papan[:most_named]
        mitra = compliance.partners(session, {row.fakta.naskah_id for row in shown})
    return Papan(found, saringan, today(), mitra, effective_on is not None)
