"""Command `portal export`: every record with its files and history as a BagIt bag that needs no portal to be read."""

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from migrations import runner
from portal import clock
from portal.cli.bag.checking import object_path
from portal.cli.bag.rows import write_rows
from portal.cli.bag.taking_over import FILES, IMAGES, REVISION, SOURCE
from portal.cli.context import stores_to_look_at
from portal.cli.lines import EXIT_OK, EXIT_PARTLY, note, say
from portal.domain.formats import number
from portal.domain.naskah.kode import is_kode
from portal.domain.preservation import PreservationEvent, PreservedFile, PreservedRecord, to_preservation_xml
from portal.domain.workbook_cell import inert
from portal.errors import BadInputError, StorageError
from portal.models.berkas import Berkas, Halaman
from portal.models.naskah import Naskah
from portal.models.terbitan import TerbitanHalaman, TerbitanVersionHalaman
from portal.queries.naskah.show import show_naskah
from portal.queries.object_copies import expected_objects
from portal.queries.retensi import due_for_archive
from portal.storage.hashing import fingerprint
from portal.storage.interface import ObjectStorage
from portal.storage.paired import first_intact
from portal.wiring import Stores

_WHOLE = "Naskah kerja sama dengan berkas, metadata, dan riwayatnya"
_ARCHIVE = "Penyerahan arsip: naskah kerja sama permanen yang habis retensinya"
COLUMNS = (
    "kode", "status", "visibilitas", "judul", "unit", "lingkup", "bentuk", "signed_on", "mitra", "berkas",
    "klasifikasi", "jra", "retensi_habis", "nasib_akhir", "dibekukan",
)  # fmt: skip


def run(folder: Path, *, for_archive: bool = False) -> int:
    """Write the bag into an empty folder; exit 3 where a file could not be read whole.

    `for_archive`: only what is permanent and whose retention is over, without what only another portal needs.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInputError("Folder ekspor harus kosong atau belum ada.")
    payload = folder / "data"
    payload.mkdir(parents=True, mode=0o700)
    with stores_to_look_at() as stores:
        codes, missing = _write_for_archive(stores, payload) if for_archive else _write(stores, payload)
        origin = stores.config.log_name
    info = {
        SOURCE: origin,
        "Bagging-Date": clock.today().isoformat(),
        "External-Description": _ARCHIVE if for_archive else _WHOLE,
        **({} if for_archive else {REVISION: runner.head()}),
    }
    _close_bag(folder, info)
    say(f"Diekspor {number(codes)} naskah sebagai BagIt 1.0. Periksa dengan docs/verifikasi_ekspor.py.")
    for digest in missing:
        note(f"tidak terbaca utuh, jadi tidak diekspor: {digest}")
    return EXIT_PARTLY if missing else EXIT_OK


def _write(stores: Stores, folder: Path) -> tuple[int, list[str]]:
    """Records first, from one moment of the database, then the files they name; how many, and what is not whole."""
    with stores.database.reading() as session:
        codes = session.scalars(select(Naskah.kode).order_by(Naskah.kode)).all()
        _write_records(session, codes, folder)
        expected = sorted(set(expected_objects(session)))
        images = _images(session)
        write_rows(session, folder / "tabel", stores.config.log_name)
    bag = folder.parent
    missing = [one for one, _ in expected if not _write_file(stores.objects, one, object_path(bag, FILES, one))]
    missing += [one for one in images if not _write_file(stores.derived, one, object_path(bag, IMAGES, one))]
    return len(codes), missing


def _write_for_archive(stores: Stores, folder: Path) -> tuple[int, list[str]]:
    with stores.database.reading() as session:
        codes, held = due_for_archive(session, clock.today())
        _write_records(session, codes, folder)
        query = select(Berkas.sha256).join(Naskah, Naskah.id == Berkas.naskah_id).where(Naskah.kode.in_(codes))
        expected = sorted(set(session.scalars(query)))
    for kode in held:
        note(f"tidak diserahkan karena dibekukan: {kode}")
    bag = folder.parent
    missing = [one for one in expected if not _write_file(stores.objects, one, object_path(bag, FILES, one))]
    return len(codes), missing


def _write_records(session: Session, codes: Sequence[str], folder: Path) -> None:
    # A code becomes a path: whatever a database holds, nothing is written beside the bag.
    if strange := [kode for kode in codes if not is_kode(str(kode))]:
        raise BadInputError(
            f"Kode {ascii(strange[0])[:60]} di basis data bukan kode naskah. Perbaiki basis datanya, lalu ekspor lagi."
        )
    with (folder / "naskah.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(COLUMNS)
        for kode in codes:
            writer.writerow(inert(cell) for cell in _write_record(session, kode, folder / "naskah" / kode))


def _images(session: Session) -> list[str]:
    """Digests of all page images, published or not: reading every file again would take days."""
    columns = (Halaman.image_sha256, TerbitanHalaman.image_sha256, TerbitanVersionHalaman.image_sha256)
    found = (one for column in columns for one in session.scalars(select(column).where(column.is_not(None)).distinct()))
    return sorted({one for one in found if one})


def _close_bag(bag: Path, info: dict[str, str]) -> None:
    """Write the tag files of RFC 8493 beside what lies in `data`; the last of them makes it a whole bag."""
    listed = {path.relative_to(bag).as_posix(): path for path in (bag / "data").rglob("*") if path.is_file()}
    octets = sum(path.stat().st_size for path in listed.values())
    lines = [f"{name}: {value}" for name, value in (info | {"Payload-Oxum": f"{octets}.{len(listed)}"}).items()]
    tags = {
        "bagit.txt": ["BagIt-Version: 1.0", "Tag-File-Character-Encoding: UTF-8"],
        "bag-info.txt": lines,
        "manifest-sha256.txt": [f"{_digest(listed[name])}  {name}" for name in sorted(listed)],
    }
    for name, text in tags.items():
        (bag / name).write_text("".join(f"{line}\n" for line in text), "utf-8")
    told = "".join(f"{_digest(bag / name)}  {name}\n" for name in sorted(tags))
    (bag / "tagmanifest-sha256.txt").write_text(told, "utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return fingerprint(stream).digest


def _write_record(session: Session, kode: str, folder: Path) -> tuple[str, ...]:
    """Metadata and history of one naskah; its line in the table."""
    found = show_naskah(session, kode)
    folder.mkdir(parents=True)
    (folder / "metadata.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    made_from = {
        copy["salinan_sha256"]: copy["asli_sha256"] for plan in found["penghitaman"] for copy in plan["salinan"]
    }
    files = [
        PreservedFile(file["sha256"], file["size"], file["nama"], made_from.get(file["sha256"]))
        for file in found["files"]
    ]
    events = [
        PreservationEvent(str(act["seq"]), act["action"], str(act["at"]), act["actor_email"])
        for act in found["history"]
    ]
    record = PreservedRecord(kode, tuple(_retention(found)))
    (folder / "premis.xml").write_bytes(to_preservation_xml(record, files, events))
    session.expunge_all()
    return _line(found)


def _retention(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Facts of retention and holds that stand, as an archive reads them."""
    for name, value in (found["retensi"] or {}).items():
        if value not in (None, ""):
            yield name, str(value)
    for hold in found["pembekuan"]:
        if hold["is_open"]:
            yield "pembekuan", f"{hold['alasan']} ({hold['dokumen']})" if hold["dokumen"] else hold["alasan"]


def _line(found: dict[str, Any]) -> tuple[str, ...]:
    fields = found["fields"]
    values = (
        found["kode"],
        found["status"],
        found["visibilitas"],
        fields["judul"],
        fields["unit"]["kode"],
        fields["lingkup"],
        fields["bentuk"],
        fields["signed_on"],
        "; ".join(pihak["nama"] for pihak in fields["pihak"] if not pihak["is_kementerian"]),
        "; ".join(file["sha256"] for file in found["files"]),
        *((found["retensi"] or {}).get(name) for name in ("klasifikasi", "jra", "ends_on", "nasib_akhir")),
        "ya" if any(hold["is_open"] for hold in found["pembekuan"]) else "",
    )
    return tuple("" if value is None else str(value) for value in values)


def _write_file(objects: ObjectStorage, digest: str, path: Path) -> bool:
    """An object under its digest; False where no copy of it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)

    def fetch(store: ObjectStorage) -> None:
        with store.open(digest) as given, path.open("wb") as written:
            if fingerprint(given, written.write).digest != digest:
                raise StorageError("Isi berkas tidak sama dengan sidik jarinya.")

    try:
        first_intact(objects, fetch)
    except StorageError:
        path.unlink(missing_ok=True)
        return False
    return True
