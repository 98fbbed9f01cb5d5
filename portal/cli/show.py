"""Command `portal show`: what the portal holds of a naskah, for a person or for a script."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, TextIO

from portal.cli.lines import EXIT_OK
from portal.domain.formats import iso_date
from portal.domain.naskah.enumerations import Presisi
from portal.domain.tanggal import Tanggal
from portal.queries.naskah.show import show_naskah
from portal.wiring import Stores

EXCERPT = 100
"""Characters of a page's text in the form for people; the JSON has all of it."""


def run(stores: Stores, kode: str, *, as_json: bool, out: TextIO) -> int:
    """Write everything about `kode` to `out`. Raises NotFoundError for a code the portal does not know."""
    with stores.database.reading() as session:
        found = show_naskah(session, kode)
    if as_json:
        out.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    else:
        out.writelines(line + "\n" for line in _lines(found))
    return EXIT_OK


def _signed(pihak: dict[str, Any]) -> str:
    """When a party signed, no more exact than it is known."""
    on = pihak["signed_on"]
    return iso_date(Tanggal(date.fromisoformat(on), Presisi(pihak["signed_presisi"]))) if on else ""


def _lines(found: dict[str, Any]) -> Iterator[str]:
    fields = found["fields"]
    yield f"{found['kode']}  {_safe(fields['judul'])}"
    yield f"Status: {found['status']} (visibilitas {found['visibilitas']}, versi {found['version']})"
    yield f"Unit: {fields['unit']['kode']} {_safe(fields['unit']['nama'])}"
    for name, value in fields.items():
        if name not in ("judul", "unit", "pihak", "hubungan") and value not in (None, "", []):
            yield f"  {name}: {_safe(value)}"
    for pihak in fields["pihak"]:
        parts = (pihak["nama"], pihak["nomor"], pihak["penanda_tangan"], pihak["jabatan"], _signed(pihak))
        yield "Pihak: " + "; ".join(_safe(part) for part in parts if part)
    for hubungan in fields["hubungan"]:
        yield f"Hubungan ({hubungan['arah']}): {hubungan['jenis']} {hubungan['kode']}"
    for file in found["files"]:
        yield from _file_lines(file)
    yield from _suggestion_lines(found["suggestions"])
    for checked in found["signatures"]:
        yield from _signature_lines(checked)
    for hold in found["holds"]:
        state = "terbuka" if hold["is_open"] else f"ditutup {hold['closed_at']}"
        yield f"Penahanan: {hold['alasan']}, {state}, ditinjau {hold['tinjau_on']} {_safe(hold['jawaban'])}".rstrip()
    for act in found["acts"]:
        yield f"Peristiwa: {act['jenis']} {act['on'] or 'tanggal tidak diketahui'}"
    for entry in found["history"]:
        yield f"Riwayat: {entry['at']} {entry['action']} oleh {_safe(entry['actor_email'])}"


def _file_lines(file: dict[str, Any]) -> Iterator[str]:
    marks = [mark for mark, holds in (("terbuka", file["is_public"]), ("diganti", not file["is_current"])) if holds]
    yield f"Berkas: {_safe(file['nama'])} ({file['jenis']}, {file['size']} bita{''.join(', ' + m for m in marks)})"
    yield f"  sha256 {file['sha256']}"
    reading = file["reading"]
    yield f"  {reading['keadaan']}, {reading['pages'] or '?'} halaman. {_safe(reading['keterangan'])}".rstrip()
    for page in file["pages"]:
        yield f"  hlm {page['nomor']} [{_origin(page)}] {_safe(page['teks'])[:EXCERPT]}".rstrip()
        if page["keterangan"]:
            yield f"    {_safe(page['keterangan'])}"


def _origin(page: dict[str, Any]) -> str:
    """Where the text of a page came from, with the recogniser's confidence, and what is left to recognise."""
    sure = "" if page["keyakinan"] is None else f" {page['keyakinan']:.2f}"
    state = "" if page["pengenalan"] in ("tidak_perlu", "selesai") else f", {page['pengenalan']}"
    return f"{page['asal']}{sure}{state}"


def _suggestion_lines(suggestions: list[dict[str, Any]]) -> Iterator[str]:
    for saran in suggestions:
        field = saran["bidang"] if saran["pihak"] is None else f"{saran['bidang']} {saran['pihak']}"
        mark = "yakin" if saran["is_sure"] else "periksa"
        rest = "; ".join(_safe(part) for part in (saran["cuplikan"], saran["keterangan"]) if part)
        value = f"Saran: {field} = {_safe(saran['nilai'])} ({mark} {saran['keyakinan']:.2f}, hlm {saran['halaman']})"
        yield f"{value} {rest}".rstrip()


def _signature_lines(checked: dict[str, Any]) -> Iterator[str]:
    when = checked["checked_at"]
    state = f"diperiksa {when}, {len(checked['tanda_tangan'])} ditemukan" if when else "belum diperiksa"
    yield f"Tanda tangan elektronik berkas {checked['berkas'][:12]}: {state}. {_safe(checked['keterangan'])}".rstrip()
    for signature in checked["tanda_tangan"]:
        yield f"  {signature['urutan']}. {_safe(signature['signer']) or 'tanpa nama'} [{signature['kind']}]"
        for fact in signature["facts"]:
            yield f"     {fact['key']}: {_safe(fact['sentence'])}"


def _safe(value: object) -> str:
    """One line without control characters: a text from a file must not steer the terminal."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
