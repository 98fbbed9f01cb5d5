"""The corpus of the search benchmarks as published naskah in a database, written without the acts that publish."""

from datetime import UTC, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from portal.domain.naskah.enumerations import Bentuk, JenisMitra, Lingkup, Presisi, RecognitionState
from portal.domain.naskah.nomor import plain_nomor
from portal.models import all_models
from portal.models.terbitan import Terbitan, TerbitanHalaman, TerbitanNama, TerbitanPihak
from tests.benchmarks.search_corpus import Corpus

AT = datetime(2026, 6, 1, tzinfo=UTC)
BATCH = 500
PARTNER = JenisMitra.LEMBAGA_PEMERINTAH_NEGARA_ASING


def write_corpus(session: Session, corpus: Corpus) -> None:
    """Every naskah of a corpus as if it had been published: title, parties, text of its pages, names of filters."""
    labels: dict[tuple[str, str], str] = {}
    rows: dict[type[all_models.Base], list[dict[str, object]]] = {
        Terbitan: [],
        TerbitanPihak: [],
        TerbitanHalaman: [],
    }
    for document in corpus:
        (slug, nama) = document.mitra[0]
        labels["mitra", slug], labels["unit", document.unit] = nama, document.unit_nama
        rows[Terbitan].append(
            {
                "kode": document.kode, "judul": document.judul, "lingkup": Lingkup(document.lingkup),
                "bentuk": Bentuk(document.bentuk), "ruang_lingkup": "", "pendanaan": "", "subjek": (),
                "bahasa": ("id",),
                "signed_on": document.signed_on, "signed_presisi": Presisi.HARI,
                "expires_on": document.expires_on, "is_open_ended": False,
                "unit_kode": document.unit, "unit_nama": document.unit_nama, "is_metadata_only": False,
                "first_published_at": AT, "published_at": AT, "nomor_terbit": 1,
            }
        )  # fmt: skip
        rows[TerbitanPihak].append(
            {
                "kode": document.kode, "urutan": 1, "mitra_slug": slug, "nama": nama, "nomor": document.nomor[0],
                "negara": document.negara[0] if document.negara else None,
                "jenis": PARTNER if document.negara else None,
                "nomor_plain": plain_nomor(document.nomor[0]), "penanda_tangan": "", "jabatan": "",
                "signed_on": document.signed_on, "signed_presisi": Presisi.HARI, "tempat": "",
            }
        )  # fmt: skip
        rows[TerbitanHalaman] += [
            {
                "kode": document.kode,
                "nomor": at,
                "teks": text,
                "asal": "digital",
                "pengenalan": RecognitionState.TIDAK_PERLU,
            }
            for at, text in enumerate(document.pages, 1)
        ]
        if len(rows[Terbitan]) == BATCH:
            _flush(session, rows)
    _flush(session, rows)
    session.add_all(TerbitanNama(jenis=jenis, kunci=kunci, nama=nama) for (jenis, kunci), nama in labels.items())


def _flush(session: Session, rows: dict[type[all_models.Base], list[dict[str, object]]]) -> None:
    for table, held in rows.items():
        if held:
            session.execute(insert(table), held)
            held.clear()
