"""The public projection: a field that is not on its list cannot leak, whatever is written into it."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Text, select, update

from portal import clock
from portal.domain.naskah.enumerations import JenisBerkas, Visibilitas
from portal.domain.publication.penahanan import AlasanPenahanan
from portal.models.all_models import Base
from portal.models.base import WordsText
from portal.models.berkas import Berkas, Halaman
from portal.models.naskah import Naskah, NaskahMitra
from portal.models.penahanan import Penahanan
from portal.models.terbitan import TerbitanAcara, TerbitanHalaman
from portal.models.user import User
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services.publication import verbs
from portal.services.publication.penahanan import answer_penahanan
from tests.factories.desk import Desk
from tests.factories.naskah import sample_fields

# What the public may see of a naskah (UU 14/2008, UU 27/2022); a new column is private until somebody adds it here.
PUBLIC_TEXTS = {
    "kode", "judul", "nama_bentuk", "ruang_lingkup", "pendanaan", "subjek", "bahasa", "end_kind",
}  # fmt: skip
PUBLIC_PARTY_TEXTS = {"nama", "negara", "nomor", "nomor_plain", "penanda_tangan", "jabatan", "tempat"}
PUBLIC_TABLES = {
    "terbitan": {
        "kode", "judul", "lingkup", "kategori", "tingkat", "bentuk", "nama_bentuk", "ruang_lingkup", "pendanaan",
        "subjek", "bahasa", "perjanjian_internasional", "signed_on", "signed_presisi", "effective_on", "expires_on",
        "is_open_ended", "ended_on", "end_kind", "unit_kode", "unit_nama", "is_metadata_only", "first_published_at",
        "published_at", "nomor_terbit", "log_position", "log_salt",
    },
    "terbitan_pihak": {
        "id", "kode", "urutan", "mitra_slug", "nama", "jenis", "negara", "nomor", "nomor_plain", "penanda_tangan",
        "jabatan", "signed_on", "signed_presisi", "tempat",
    },
    "terbitan_berkas": {
        "id", "kode", "urutan", "jenis", "bahasa", "sha256", "size", "pages", "tanda_tangan", "outline",
    },
    "terbitan_halaman": {
        "id", "kode", "nomor", "teks", "asal", "pengenalan", "image_sha256", "image_width", "image_height",
        "structure", "places",
    },
    "terbitan_hubungan": {"id", "kode", "target_kode", "jenis"},
    "terbitan_acara": {"id", "kode", "jenis", "on", "presisi", "keterangan"},
    "terbitan_nama": {"jenis", "kunci", "nama"},
    "terbitan_redirect": {"kunci", "target"},
    "terbitan_ditarik": {"kode", "withdrawn_on", "alasan", "published_times"},
    "terbitan_version": {"kode", "nomor", "published_at", "replaced_at", "record", "has_pages"},
    "terbitan_version_halaman": {
        "kode", "versi", "nomor", "teks", "asal", "pengenalan", "image_sha256", "image_width", "image_height",
        "structure", "places",
    },
    "terbitan_riwayat": {"id", "kode", "jenis", "on"},
    "terbitan_state": {"id", "nomor", "at", "reset_nomor"},
    "terbitan_change": {"kode", "nomor", "tindakan", "at"},
    "terbitan_sidik": {"id", "kode", "sha256", "jenis", "published_at", "ended_at"},
}  # fmt: skip
PRIVATE_DAY = date(1987, 6, 5)


def test_the_public_tables_hold_the_listed_columns_and_no_other() -> None:
    public = {name: set(table.columns.keys()) for name, table in Base.metadata.tables.items() if "terbitan" in name}

    assert public == PUBLIC_TABLES


def canary(name: str) -> str:
    """A word of letters alone, so that no index cuts it into pieces."""
    return "kenari" + "".join(letter for letter in name.lower() if letter.isalpha())


def private_texts(table: type[Any], public: set[str]) -> list[str]:
    """Columns of free text that nobody listed as public."""
    plain = (Text, WordsText)
    return [
        column.name
        for column in table.__table__.columns
        if column.name not in public
        and not column.foreign_keys
        and (type(column.type) in plain or column.type.python_type is str)
        and type(column.type).__name__ != "EnumText"
    ]


def fill(desk: Desk, kode: str) -> set[str]:
    """A canary in every private text of the naskah and of what hangs on it; gives back the words."""
    naskah, words = desk.naskah(kode), set()
    with desk.stores.database.transaction() as session:
        for table, public, where in (
            (Naskah, PUBLIC_TEXTS, Naskah.id == naskah.id),
            (NaskahMitra, PUBLIC_PARTY_TEXTS, NaskahMitra.naskah_id == naskah.id),
            (Berkas, {"sha256", "bahasa"}, Berkas.naskah_id == naskah.id),
            (Penahanan, {"konten"}, Penahanan.naskah_id == naskah.id),
        ):
            for name in private_texts(table, public):
                word = canary(f"{table.__name__} {name}")
                words.add(word)
                is_list = isinstance(table.__table__.columns[name].type, WordsText)
                session.execute(update(table).where(where).values({name: (word,) if is_list else word}))
        days = {"tinjau_on": PRIVATE_DAY, "embargo_until": PRIVATE_DAY}
        session.execute(update(Naskah).where(Naskah.id == naskah.id).values(days))
    return words


def dump(desk: Desk) -> str:
    """Everything that stands in the public tables."""
    with desk.stores.database.reading() as session:
        return "\n".join(
            repr(tuple(row)) for name in PUBLIC_TABLES for row in session.execute(select(Base.metadata.tables[name]))
        ).lower()


def index_holds(desk: Desk, word: str) -> bool:
    """Whether the public index knows the word: as a hit, as the start of a word, or as a suggestion."""
    index = desk.stores.public_index
    answers = [index.search(SearchQuery(parse(text), today=clock.today())) for text in (word, word[:-3] + "*")]
    found = any(answer.total or answer.offers or answer.included for answer in answers)
    return found or bool(index.suggest(word[:-3]))


@pytest.fixture
def words(desk: Desk) -> set[str]:
    """A naskah about to be published with a canary in every private place; these are the words."""
    fields = sample_fields(judul="Judul Terbuka", ruang_lingkup="Lingkup terbuka", subjek=("terbuka",))
    kode = desk.draft(fields)
    old = desk.attach(kode, (canary("halaman lama"),))
    desk.attach(kode, ("Naskah terbuka",), replaces=old.berkas_id)
    desk.attach(kode, (canary("halaman telaahan"),), jenis=JenisBerkas.TELAAHAN)
    desk.office.submit(kode)
    with desk.stores.database.transaction() as session:
        answer_penahanan(session, kode, AlasanPenahanan.KLAUSUL, "Jawaban", desk.act())
    with desk.stores.database.transaction() as session:
        user = User(email=f"{canary('surel')}@contoh.go.id", nama=canary("nama orang"), password_hash="",
                    is_active=True, created_at=clock.utc_now())  # fmt: skip
        session.add(user)
        session.flush()
        session.execute(update(Naskah).values(created_by=user.id))
        session.execute(update(Berkas).values(uploaded_by=user.id))
    return fill(desk, kode) | {canary(w) for w in ("halaman lama", "halaman telaahan", "surel", "nama orang")}


def test_no_private_word_reaches_the_public_tables_or_the_public_index(desk: Desk, words: set[str]) -> None:
    assert {canary("naskah catatan_internal"), canary("naskah dasar_visibilitas"), canary("naskah alasan_status"),
            canary("naskah putusan_ppid"), canary("berkas nama"), canary("berkas keterangan_baca"),
            canary("penahanan jawaban")} <= words  # fmt: skip

    desk.work()

    shown = dump(desk)
    assert "judul terbuka" in shown
    assert "naskah terbuka" in shown
    assert [word for word in sorted(words) if word in shown] == []
    assert str(PRIVATE_DAY) not in shown
    assert repr(PRIVATE_DAY) not in shown
    assert index_holds(desk, "terbuka")
    assert [word for word in sorted(words) if index_holds(desk, word)] == []


def test_what_was_public_once_is_gone_from_tables_and_index_after_each_way_out(desk: Desk) -> None:
    def ways(kode: str) -> None:
        if kode == gone[0]:
            verbs.withdraw(session, kode, desk.act(), alasan=verbs.WithdrawalClass.KELIRU)
            return
        level = Visibilitas.DIKECUALIKAN if kode == gone[1] else Visibilitas.METADATA
        how = {"level": level, "dasar": "Dasar", "tinjau_on": PRIVATE_DAY}
        verbs.set_visibility(session, kode, desk.act(), **how)  # type: ignore[arg-type]

    words = [canary(name) for name in ("ditarik", "dikecualikan", "metadata")]
    gone = [desk.publish(sample_fields(judul=f"Judul {word}"), pages=(f"isi{word}",)) for word in words]
    desk.work()
    assert [index_holds(desk, f"isi{word}") for word in words] == [True, True, True]

    for kode in gone:
        with desk.stores.database.transaction() as session:
            ways(kode)
    desk.work()

    shown = dump(desk)
    assert [f"isi{word}" in shown for word in words] == [False, False, False]
    assert [f"judul {word}" in shown for word in words] == [False, False, True]
    assert [index_holds(desk, f"isi{word}") for word in words] == [False, False, False]
    assert [index_holds(desk, word) for word in words] == [False, False, True]


def test_the_internal_index_knows_what_the_public_one_must_not(desk: Desk) -> None:
    word = canary("draf")
    kode = desk.draft(sample_fields(judul=f"Judul {word}"))
    desk.attach(kode, (f"isi{word}",))

    desk.work()

    query = SearchQuery(parse(f"isi{word}"), today=clock.today(), units=frozenset({"KANIM-A"}))
    assert [hit.kode for hit in desk.stores.internal_index.search(query).hits] == [kode]
    assert not index_holds(desk, word)
    assert not index_holds(desk, f"isi{word}")


def test_a_unit_and_a_partner_are_shown_by_their_names_of_the_signing_day(desk: Desk) -> None:
    kode = desk.publish()

    row = desk.published(kode)
    assert row is not None
    assert (row.unit_kode, row.unit_nama) == ("KANIM-A", "Kantor Imigrasi Kelas I Contoh")
    assert row.signed_on == date(2026, 3, 12)
    with desk.stores.database.reading() as session:
        assert session.scalars(select(Halaman.teks)).all() == ["Pasal 1"]
        assert isinstance(row.published_at, datetime)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["ditandatangani 2026-03-12", "diterbitkan TODAY", "berakhir 2030-03-12"]),
        ({"effective_on": date(2026, 3, 12)},
         ["ditandatangani 2026-03-12", "diterbitkan TODAY", "berakhir 2030-03-12"]),
        ({"effective_on": date(2026, 5, 1), "expires_on": None},
         ["ditandatangani 2026-03-12", "mulai_berlaku 2026-05-01", "diterbitkan TODAY"]),
    ],
    ids=["biasa", "berlaku sejak tanda tangan", "berlaku kemudian, tanpa akhir"],
)  # fmt: skip
def test_the_public_time_line_tells_the_days_that_are_known(
    desk: Desk, changes: dict[str, Any], expected: list[str]
) -> None:
    kode = desk.publish(sample_fields(**changes), pages=())

    with desk.stores.database.reading() as session:
        acts = session.scalars(select(TerbitanAcara).where(TerbitanAcara.kode == kode).order_by(TerbitanAcara.id))
        told = [f"{act.jenis.value} {act.on}".replace(str(clock.today()), "TODAY") for act in acts]
    assert told == expected


def test_pages_of_all_public_files_are_counted_on_from_one(desk: Desk) -> None:
    kode = desk.draft()
    desk.attach(kode, ("lampiran 1",), jenis=JenisBerkas.LAMPIRAN)
    desk.attach(kode, ("naskah 1", "naskah 2"))
    desk.office.submit(kode)
    desk.advance(kode)

    with desk.stores.database.reading() as session:
        pages = session.execute(
            select(TerbitanHalaman.nomor, TerbitanHalaman.teks)
            .where(TerbitanHalaman.kode == kode)
            .order_by(TerbitanHalaman.nomor)
        )
        assert [tuple(row) for row in pages] == [(1, "naskah 1"), (2, "naskah 2"), (3, "lampiran 1")]
        parties = session.scalars(select(NaskahMitra.urutan).order_by(NaskahMitra.id)).all()
    assert parties == [1, 2]
