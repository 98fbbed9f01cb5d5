"""A stored naskah as the values of its form: the way back from the database to what a person filled in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.naskah.fields import COLUMNS, HubunganFields, NaskahFields, PihakFields
from portal.domain.tanggal import Tanggal
from portal.models.hubungan import Hubungan
from portal.models.naskah import Naskah


def to_fields(session: Session, naskah: Naskah) -> NaskahFields:
    """A stored naskah as the values of its form."""
    relations = session.execute(
        select(Hubungan.jenis, Naskah.kode)
        .join(Naskah, Naskah.id == Hubungan.target_id)
        .where(Hubungan.naskah_id == naskah.id)
        .order_by(Hubungan.id)
    )
    plain = {name: getattr(naskah, name) for name in COLUMNS if name != "alasan_tanpa_induk"}
    return NaskahFields(
        unit=naskah.unit.kode,
        co_pemrakarsa=tuple(unit.kode for unit in naskah.co_pemrakarsa),
        alasan_tanpa_induk=naskah.alasan_tanpa_induk,  # type: ignore[arg-type]  # the values of the enumeration
        pihak=tuple(
            PihakFields(
                nama=p.nama,
                is_kementerian=p.mitra_id is None,
                jenis=p.jenis,
                negara=p.negara,
                nomor=p.nomor,
                penanda_tangan=p.penanda_tangan,
                jabatan=p.jabatan,
                signed=Tanggal(p.signed_on, p.signed_presisi),
                tempat=p.tempat,
            )
            for p in naskah.pihak_list
        ),
        hubungan=tuple(HubunganFields(jenis, kode) for jenis, kode in relations),
        **plain,
    )
