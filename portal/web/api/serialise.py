"""Public values to the shapes of the answers; page text becomes HTML here alone, escaped first, then marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup, escape

from portal.domain.formats import iso_date
from portal.domain.tanggal import Tanggal
from portal.queries.public.values import (
    PublicAcara,
    PublicBerkas,
    PublicHit,
    PublicHubungan,
    PublicItem,
    PublicNaskah,
    PublicPihak,
    PublicResults,
    Tombstone,
)
from portal.search.interface import FACETS
from portal.web.api.serialise_signatures import signatures_shape
from portal.web.api.shape_parts import instant
from portal.web.api.shapes import (
    AcaraShape,
    BerkasShape,
    FacetShape,
    FacetsShape,
    HighlightShape,
    HubunganShape,
    ItemShape,
    MatchedFieldShape,
    MitraShape,
    NaskahRefShape,
    NaskahShape,
    PihakShape,
    SearchShape,
    TombstoneShape,
    UnitShape,
)


@dataclass(frozen=True)
class Addresses:
    """Absolute public addresses, from the portal's own setting and never from what a request claims its host is."""

    base_url: str

    def naskah(self, kode: str) -> str:
        """The page of a naskah."""
        return f"{self.base_url}/n/{kode}"

    def file(self, kode: str, urutan: int) -> str:
        """A public file; the first one has the short address."""
        return f"{self.naskah(kode)}/naskah.pdf" if urutan == 1 else f"{self.naskah(kode)}/berkas/{urutan}.pdf"


def search_shape(results: PublicResults, addresses: Addresses) -> SearchShape:
    """One page of results."""
    facets = {name: results.facets.get(name, ()) for name in FACETS}
    return SearchShape(
        total=results.total,
        page=results.page,
        per_page=results.per_page,
        took_ms=results.took_ms,
        corrected_text=None,
        termasuk=list(results.included),
        partial=results.is_partial,
        mungkin_maksud=list(results.offers),
        degraded=results.is_degraded,
        facets=FacetsShape(
            **{
                name: [FacetShape(value=one.value, count=one.count) for one in values]
                for name, values in facets.items()
            }
        ),
        items=[_hit(hit, addresses) for hit in results.hits],
    )


def naskah_shape(naskah: PublicNaskah, addresses: Addresses) -> NaskahShape:
    """One naskah with everything that is public about it."""
    item = naskah.item
    return NaskahShape(
        **_fields(item, addresses),
        kategori=naskah.kategori,
        tingkat=naskah.tingkat,
        nama_bentuk=item.nama_bentuk,
        signed_presisi=item.signed.presisi,
        effective_on=_day(item.effective_on),
        is_open_ended=item.is_open_ended,
        ended_on=_day(item.ended_on),
        ruang_lingkup=naskah.ruang_lingkup or None,
        pendanaan=naskah.pendanaan or None,
        subjek=list(naskah.subjek),
        bahasa=list(naskah.bahasa),
        perjanjian_internasional=naskah.perjanjian_internasional,
        is_metadata_only=item.is_metadata_only,
        nomor_terbit=naskah.nomor_terbit,
        first_published_at=instant(naskah.first_published_at),
        published_at=instant(item.published_at),
        pihak=[_pihak(pihak) for pihak in naskah.pihak],
        hubungan=[_hubungan(hubungan, addresses) for hubungan in naskah.hubungan],
        acara=[_acara(acara) for acara in naskah.acara],
        berkas=[_berkas(berkas, item.kode, addresses) for berkas in naskah.berkas],
    )


def tombstone_shape(tombstone: Tombstone) -> TombstoneShape:
    """What is left of a withdrawn naskah."""
    return TombstoneShape(kode=tombstone.kode, withdrawn_on=tombstone.withdrawn_on.isoformat(), alasan=tombstone.alasan)


def partly_known(tanggal: Tanggal) -> str | None:
    """ISO 8601 as far as the date is known: `2024`, `2024-11` or `2024-11-13`; None when it is not."""
    return iso_date(tanggal) or None


def highlight_html(parts: Iterable[tuple[str, bool]]) -> str:
    """Text as HTML with `<mark>` around what matched; nothing in the text can become a tag or leave an attribute."""
    marked = Markup("<mark>{}</mark>")
    return str(Markup("").join(marked.format(text) if is_match else escape(text) for text, is_match in parts))


def _hit(hit: PublicHit, addresses: Addresses) -> ItemShape:
    highlights = [HighlightShape(page=one.page, html=highlight_html(one.parts)) for one in hit.snippets]
    matched = [MatchedFieldShape(field=one.field, html=highlight_html(one.parts)) for one in hit.matched]
    return ItemShape(
        **_fields(hit.item, addresses), highlights=highlights, halaman=list(hit.pages), matched_fields=matched
    )


def _fields(item: PublicItem, addresses: Addresses) -> dict[str, Any]:
    berkas = None if item.is_metadata_only else item.berkas
    return {
        "kode": item.kode,
        "judul": item.judul,
        "lingkup": item.lingkup,
        "bentuk": item.bentuk,
        "nomor": list(item.nomor),
        "mitra": [MitraShape(nama=one.nama, jenis=one.jenis, negara=one.negara) for one in item.mitra],
        "unit": UnitShape(kode=item.unit_kode, nama=item.unit_nama),
        "signed_on": partly_known(item.signed),
        "expires_on": _day(item.expires_on),
        "status": item.masa_berlaku,
        "url": addresses.naskah(item.kode),
        "pdf_url": addresses.file(item.kode, berkas.urutan) if berkas else None,
        "sha256": berkas.sha256 if berkas else None,
        "pages": berkas.pages if berkas else None,
    }


def _pihak(pihak: PublicPihak) -> PihakShape:
    return PihakShape(
        nama=pihak.nama,
        slug=pihak.slug,
        jenis=pihak.jenis,
        negara=pihak.negara,
        nomor=pihak.nomor or None,
        penanda_tangan=pihak.penanda_tangan or None,
        jabatan=pihak.jabatan or None,
        signed_on=partly_known(pihak.signed),
        signed_presisi=pihak.signed.presisi,
        tempat=pihak.tempat or None,
    )


def _hubungan(hubungan: PublicHubungan, addresses: Addresses) -> HubunganShape:
    other = hubungan.item
    return HubunganShape(
        jenis=hubungan.jenis,
        arah="keluar" if hubungan.is_outgoing else "masuk",
        naskah=NaskahRefShape(
            kode=other.kode, judul=other.judul, status=other.masa_berlaku, url=addresses.naskah(other.kode)
        ),
    )


def _acara(acara: PublicAcara) -> AcaraShape:
    return AcaraShape(
        jenis=acara.jenis,
        tanggal=partly_known(acara.tanggal),
        presisi=acara.tanggal.presisi,
        keterangan=acara.keterangan or None,
    )


def _berkas(berkas: PublicBerkas, kode: str, addresses: Addresses) -> BerkasShape:
    return BerkasShape(
        urutan=berkas.urutan,
        jenis=berkas.jenis,
        bahasa=berkas.bahasa,
        sha256=berkas.sha256,
        size=berkas.size,
        pages=berkas.pages,
        url=addresses.file(kode, berkas.urutan),
        tanda_tangan=signatures_shape(berkas.signatures),
    )


def _day(on: date | None) -> str | None:
    return None if on is None else on.isoformat()
