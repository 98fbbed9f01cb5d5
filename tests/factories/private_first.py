"""Two portals with the same public naskah; in one of them another unit's private records came before.

Every private record names the partners that are published later, in another spelling, as another class and of another
country, or takes a name that gives the same address: whatever the register takes over from it shows in public.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from portal.app import create_app
from portal.config import Config
from portal.domain.naskah.enumerations import JenisMitra, Presisi, Visibilitas
from portal.domain.naskah.fields import NaskahFields, PihakFields
from portal.domain.permissions import Peran
from portal.domain.suggestions.values import Known
from portal.domain.tanggal import Tanggal
from portal.queries import mitra
from portal.queries.naskah.dossier import known_mitra
from portal.services import saran
from portal.services.berkas import uploading
from portal.wiring import opened_stores
from tests.factories.desk import Desk, pdf_bytes, person
from tests.factories.naskah import Office, foreign_fields, sample_fields, set_up_units
from tests.fixtures.databases import fresh_database

FIRST_DAY = date(2012, 1, 9)
_ABROAD = {"KR": "Korea", "JP": "Jepang", "AU": "Australia", "DE": "Jerman", "PH": "Filipina"}
_RIVALS = (str.upper, lambda nama: nama.replace(" ", "-"), lambda nama: nama.replace(" ", " / "), str.lower)


@dataclass(frozen=True)
class PrivateFirst:
    """One of the two portals: who asks it, and its published naskah by names that both portals share."""

    desk: Desk
    client: FlaskClient
    codes: dict[str, str]
    berkas: tuple[int, ...]

    def told_to_staff(self, words: tuple[str, ...]) -> list[object]:
        """Everything a person of a unit with public naskah is offered about partners."""
        actor, found = person(Peran.PENGELOLA, "KANIM-A"), list[object]()
        with self.desk.stores.database.reading() as session:
            for word in words:
                found.append(mitra.search_mitra(session, word, actor))
                found.append(mitra.find_near(session, f"{word}x", actor))
            found.append(known_mitra(session, actor))
            known: list[Known] = [saran.known_names(session, berkas_id) for berkas_id in self.berkas]
            found += known
        return found


def partner_names(count: int) -> tuple[str, ...]:
    """Names of the partners of so many public naskah; each is on two of them."""
    return tuple(dict.fromkeys(_partner(number).nama for number in range(count)))


@contextmanager
def portal_with(folder: Path, count: int, *, has_private: bool) -> Iterator[PrivateFirst]:
    """A portal with so many public naskah; it is closed after the block."""
    folder.mkdir()
    base = Config.from_env({"PORTAL_DATA_DIR": str(folder / "var"), "PORTAL_SECRET_KEY": "kunci-uji" * 8})
    base.data_dir.mkdir()
    with fresh_database(folder) as url, opened_stores(replace(base, database_url=url)) as stores:
        set_up_units(stores.database)
        desk = Desk(Office(stores))
        if has_private:
            _add_private(desk, count)
        published = [_publish(desk, number) for number in range(count)]
        desk.work()
        app = create_app(stores.config, stores)
        codes = {f"KODE-{number:04d}": kode for number, (kode, _) in enumerate(published)}
        yield PrivateFirst(desk, app.test_client(), codes, tuple(berkas for _, berkas in published))
        app.extensions["pdf_reader"].close()


def _add_private(desk: Desk, count: int) -> None:
    """Drafts of another unit, one of them waiting to be published and one exempted."""
    strange = JenisMitra.SUBJEK_HUKUM_INTERNASIONAL_LAINNYA
    for number, nama in enumerate(partner_names(count)):
        for spell in _RIVALS:
            parties = (
                PihakFields("Kementerian Contoh", is_kementerian=True),
                PihakFields(spell(nama), jenis=strange, negara="KP", nomor=f"RAHASIA-{number}"),
            )
            desk.draft(sample_fields(judul=f"Rancangan {nama}", unit="LAPAS-B", pihak=parties))
    for changes in ({"embargo_until": date(2099, 1, 1)}, {"visibilitas": Visibilitas.DIKECUALIKAN}):
        nama = partner_names(count)[0]
        parties = (
            PihakFields("Kementerian Contoh", is_kementerian=True),
            PihakFields(nama.title(), jenis=strange, negara="KP"),
        )
        fields = sample_fields(
            unit="LAPAS-B", pihak=parties, dasar_visibilitas="Contoh", tinjau_on=date(2030, 1, 1), **changes
        )
        kode = desk.draft(fields)
        desk.attach(kode, ["Pasal 1"])
        desk.office.submit(kode)
        desk.advance(kode)


def _publish(desk: Desk, number: int) -> tuple[str, int]:
    fields = _fields(number)
    kode = desk.draft(fields)
    # The same bytes in both portals, and other ones for every naskah.
    accepted = desk.send(uploading.Target(kode=kode), pdf_bytes(f"berkas {number}"))
    desk.read(accepted.berkas_id, [f"Pasal {page} kerja sama nomor {number}" for page in (1, 2)])
    desk.office.submit(kode)
    if _is_abroad(number):
        desk.office.release(kode)
    desk.advance(kode)
    return kode, accepted.berkas_id


def _fields(number: int) -> NaskahFields:
    # No two are signed on the same day, so that no order hangs on a drawn code.
    signed = Tanggal(FIRST_DAY + timedelta(days=11 * number), Presisi.HARI)
    pihak = (
        PihakFields("Kementerian Contoh", is_kementerian=True, nomor=f"MIP-{number}.HH.05.02", signed=signed),
        replace(_partner(number), signed=signed),
    )
    judul = f"Kerja Sama Contoh Nomor {number:03d}"
    if _is_abroad(number):
        return foreign_fields(judul=judul, pihak=pihak)
    return sample_fields(judul=judul, pihak=pihak, expires_on=date(2031, 1, 1) + timedelta(days=number))


def _partner(number: int) -> PihakFields:
    place = number // 2
    if _is_abroad(number):
        negara = sorted(_ABROAD)[place // 4 % len(_ABROAD)]
        nama = f"Kementerian Contoh {_ABROAD[negara]} {place}"
        return PihakFields(nama, jenis=JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING, negara=negara)
    return PihakFields(f"Universitas Contoh {place}", jenis=JenisMitra.LEMBAGA_NONPEMERINTAH, negara="ID")


def _is_abroad(number: int) -> bool:
    return number // 2 % 4 == 0
