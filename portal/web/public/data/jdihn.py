"""The flat list for the national legal documentation network (JDIHN): one object a naskah, every value a text."""

from collections.abc import Iterator
from datetime import datetime

from flask import Flask, Response, current_app, json, request

from portal.domain.formats import iso_date
from portal.domain.naskah.masa_berlaku import MasaBerlaku
from portal.domain.tanggal import WIB
from portal.errors import NotFoundError
from portal.queries.public import changes, terbitan
from portal.queries.public.values import PublicNaskah
from portal.web.api.params import parse_nothing
from portal.web.api.serialise import Addresses
from portal.web.context import public_reading, stores, today
from portal.web.public.data.jdihn_settings import JdihnSettings, read_settings
from portal.web.words import jdihn as words
from portal.web.words.labels.bahasa import label_bahasa

_STANDS = (MasaBerlaku.BERLAKU, MasaBerlaku.BELUM_BERLAKU)


def install(app: Flask) -> None:
    """Read the settings of the feed; an alias leads to the same answer. Raises ConfigError."""
    settings = read_settings(app.extensions["portal"].config.jdihn_file)
    app.extensions["jdihn"] = settings
    if settings is not None and settings.alias:
        app.add_url_rule(settings.alias, "public.jdihn", jdihn)


def jdihn() -> Response:
    """The list; 404 until the institution has said what it is."""
    settings: JdihnSettings | None = current_app.extensions["jdihn"]
    if settings is None:
        raise NotFoundError("Umpan JDIHN tidak diaktifkan.")
    parse_nothing(request.args.to_dict(flat=False))
    body = "[" + ",\n".join(json.dumps(one) for one in _objects(settings)) + "]"
    return Response(body, mimetype="application/json")


def _objects(settings: JdihnSettings) -> Iterator[dict[str, str]]:
    with public_reading() as session:
        changed = changes.instants(session)
        for naskah in terbitan.all_naskah(session, today()):
            if settings.has_metadata or not naskah.item.is_metadata_only:
                yield _object(naskah, settings, changed[naskah.item.kode])
        if settings.shows_withdrawn:
            for kode in terbitan.withdrawn(session):
                yield {
                    "idData": kode,
                    "operasi": settings.operasi,
                    "display": "0",
                    "lastUpdated": _moment(changed[kode]),
                }


def _object(naskah: PublicNaskah, settings: JdihnSettings, changed: datetime) -> dict[str, str]:
    item, addresses = naskah.item, Addresses(stores().config.base_url)
    ours = next((one for one in naskah.pihak if one.slug is None), None)
    jenis, short = settings.perjanjian if naskah.perjanjian_internasional else settings.jenis[item.bentuk.value]
    file = next(iter(naskah.berkas), None) if not item.is_metadata_only else None
    signed = iso_date(item.signed)
    nomor = ours.nomor if ours is not None else ""
    told = {
        "idData": item.kode,
        "tahun_pengundangan": signed[:4],
        "tanggal_pengundangan": signed,
        "tanggal_penetapan": signed,
        "jenis": jenis,
        "singkatanJenis": short,
        "noPeraturan": nomor,
        "judul": _title(jenis, nomor, signed[:4], item.judul),
        "tempatTerbit": next((one.tempat for one in naskah.pihak if one.tempat), ""),
        "subjek": " - ".join(filter(None, (words.SUBJECT, ", ".join(naskah.subjek)))),
        "status": words.STATUS[item.masa_berlaku in _STANDS],
        "bahasa": ", ".join(label_bahasa(one) for one in naskah.bahasa),
        "bidangHukum": words.BIDANG_HUKUM[item.lingkup],
        "teuBadan": settings.teu_badan,
        "fileDownload": f"{item.kode}.pdf" if file else "",
        "urlDownload": addresses.file(item.kode, file.urutan) if file else "",
        "urlDetailPeraturan": addresses.naskah(item.kode),
        "operasi": settings.operasi,
        "display": "1",
        "lastUpdated": _moment(changed),
        "last_updated": _moment(changed),
    }
    return {name: told.get(name) or settings.empty for name in (*told, *words.UNUSED)}


def _title(jenis: str, nomor: str, tahun: str, judul: str) -> str:
    # A number often ends with its year already.
    year = tahun if tahun not in nomor else ""
    parts = (jenis, words.NUMBER.format(nomor) if nomor else "", words.YEAR.format(year) if year else "")
    return words.TITLE.format(" ".join(filter(None, parts)), judul)


def _moment(at: datetime) -> str:
    return f"{at.astimezone(WIB):%Y-%m-%d %H:%M:%S}"
