"""`portal import`: a folder of PDFs becomes naskah. Resumable; one bad file never stops the rest."""

import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from sqlalchemy import select

from indexer.child import PdfReader
from indexer.workroom import working_folder
from portal import clock
from portal.cli.context import ready_stores
from portal.cli.lines import EXIT_OK, EXIT_PARTLY, note, say
from portal.cli.uploads import upload_stores
from portal.domain.berkas.filename import display_name
from portal.domain.naskah.fields import NaskahFields
from portal.domain.naskah.manifest import ManifestRow, match_files, read_manifest, to_fields
from portal.domain.permissions import OPERATOR
from portal.domain.table import decode
from portal.errors import BadInputError, DuplicateFileError, NotFoundError, PortalError
from portal.models.naskah import Naskah
from portal.models.unggahan import Unggahan
from portal.models.unit import Unit
from portal.services import jobs, saran
from portal.services.acts import Act
from portal.services.berkas import uploading
from portal.services.berkas.spooling import spool_stream
from portal.services.naskah.editing import create_naskah
from portal.services.publication import verbs
from portal.services.unit import nama_on
from portal.web.countries import COUNTRIES
from portal.wiring import Stores

UNLISTED = "Berkas ini tidak disebut dalam manifes. Tambahkan barisnya, lalu ulangi."
_SKIPPED_SUFFIXES = {".csv", ".txt", ".md"}


@dataclass(frozen=True)
class Item:
    """One thing to take in: a file, a row of the manifest, or both. `name` is what the report calls it.

    `problem` says why it cannot be taken in.
    """

    name: str
    path: Path | None
    row: ManifestRow | None
    problem: str = ""


@dataclass
class Tally:
    """What became of the items so far."""

    accepted: int = 0
    duplicate: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    items: list[dict[str, str]] = field(default_factory=list)


def run(folder: Path, *, manifest: Path | None, unit: str | None, publish: bool, as_json: bool, dry_run: bool) -> int:
    """Take in a folder; gives back the exit code (0 all are in, 3 some were refused)."""
    items = list(_items(folder, manifest))
    if unit is None and not any(item.row is not None and item.row.values.get("unit") for item in items):
        raise BadInputError("Sebutkan unit pemilik naskah: --unit KODE, atau kolom unit dalam manifes.", "unit")
    tally = Tally()
    with ready_stores() as stores, PdfReader() as reader, working_folder(stores.spool_dir) as spool:
        _check_unit(stores, unit)
        importer = _Importer(stores, reader, spool, unit=unit, publish=publish, dry_run=dry_run)
        with click.progressbar(items, label="Impor", file=sys.stderr, hidden=as_json) as bar:
            for item in bar:
                importer.take(item, tally)
    _report(tally, as_json=as_json, dry_run=dry_run)
    return EXIT_PARTLY if tally.refused else EXIT_OK


class _Importer:
    def __init__(
        self, stores: Stores, reader: PdfReader, spool: Path, *, unit: str | None, publish: bool, dry_run: bool
    ) -> None:
        self.stores = stores
        self.spool = spool
        self.unit = unit
        self.publish = publish
        self.dry_run = dry_run
        self.upload = upload_stores(stores, reader)
        with stores.database.reading() as session:
            root = session.scalars(select(Unit).where(Unit.parent_id.is_(None)).order_by(Unit.id)).first()
            self.ministry = nama_on(root, None) if root is not None else "Kementerian"

    def take(self, item: Item, tally: Tally) -> None:
        """Take in one item; whatever is wrong with it is noted and the next one goes on."""
        try:
            if item.problem:
                raise BadInputError(item.problem, "file")
            fields = self._fields(item)
            kode = self._take_file(item, fields) if item.path is not None else self._take_record(item, fields, tally)
        except DuplicateFileError:
            tally.duplicate += 1
        except PortalError as error:
            tally.refused.append({"file": item.name, "reason": error.message})
        except OSError as error:
            tally.refused.append({"file": item.name, "reason": f"Berkas tidak dapat dibaca ({error.strerror})."})
        else:
            if kode is not None:
                tally.accepted += 1
                tally.items.append({"file": item.name, "kode": kode, "state": self._submit(kode)})

    def _fields(self, item: Item) -> NaskahFields:
        if item.row is not None:
            fields = to_fields(item.row, default_unit=self.unit, ministry=self.ministry)
            for pihak in fields.pihak:
                if pihak.negara is not None and pihak.negara not in COUNTRIES:
                    raise BadInputError(
                        f"Baris {item.row.line}: negara “{pihak.negara[:40]}” tidak dikenal. Tulis kode dua huruf, "
                        "misalnya KR, atau kosongkan bila belum diketahui.",
                        "negara",
                    )
            return fields
        if self.unit is None:
            raise BadInputError("Sebutkan unit pemilik naskah: --unit KODE.", "unit")
        # The name of a file is no title: it is read from the file, or typed by a person.
        return NaskahFields(judul="", unit=self.unit)

    def _take_file(self, item: Item, fields: NaskahFields) -> str | None:
        if item.path is None or not item.path.is_file():
            raise NotFoundError("Berkas tidak ada di folder.")
        waiting = self.spool / "berkas"
        try:
            with item.path.open("rb") as source:
                received = spool_stream(source, waiting, nama=item.path.name, limit=self.upload.limit)
            if self.dry_run:
                self._try(received, fields)
                return ""
            act = Act(OPERATOR, clock.utc_now())
            key = f"impor:{received.sha256}"
            target = uploading.Target(fields=fields)
            with self.stores.database.reading() as session:
                uploading.refuse_duplicate(session, received.sha256, display_name(item.name), OPERATOR)
            accepted = uploading.store_file(
                self.upload, received, target, act, idempotency_key=key, priority=jobs.PRIORITY_BULK
            )
            return accepted.kode
        finally:
            waiting.unlink(missing_ok=True)

    def _try(self, received: uploading.ReceivedFile, fields: NaskahFields) -> None:
        uploading.first_look(self.upload, received, display_name(received.nama))
        with self.stores.database.reading() as session:
            uploading.refuse_duplicate(session, received.sha256, display_name(received.nama), OPERATOR)
            create_naskah(session, fields, Act(OPERATOR, clock.utc_now()))
            session.rollback()

    def _take_record(self, item: Item, fields: NaskahFields, tally: Tally) -> str | None:
        values = json.dumps(item.row.values if item.row else {}, sort_keys=True)
        key = "baris:" + hashlib.sha256(values.encode()).hexdigest()
        now = clock.utc_now()
        with self.stores.database.transaction() as session:
            if session.scalar(select(Unggahan.id).where(Unggahan.idempotency_key == key)) is not None:
                tally.duplicate += 1
                return None
            naskah = create_naskah(session, fields, Act(OPERATOR, now))
            session.add(
                Unggahan(idempotency_key=key, sha256="", size=0, started_at=now, accepted_at=now, naskah_id=naskah.id)
            )
            kode = naskah.kode
            if self.dry_run:
                session.rollback()
                return ""
            return kode

    def _submit(self, kode: str) -> str:
        if not self.publish or self.dry_run:
            return "draf"
        try:
            with self.stores.database.transaction() as session:
                version = session.scalar(select(Naskah.version).where(Naskah.kode == kode)) or 0
                act = Act(OPERATOR, clock.utc_now())
                verbs.submit(session, kode, version, act, is_checked=False, priority=jobs.PRIORITY_BULK)
        except PortalError:
            return self._wish(kode)
        return "diajukan"

    def _wish(self, kode: str) -> str:
        """What the manifest leaves open is taken from the file once it is read, where it is sure; else by a person."""
        with self.stores.database.transaction() as session:
            saran.wish_publication(session, kode, now=clock.utc_now())
        return "draf"


def _items(folder: Path, manifest: Path | None) -> Iterator[Item]:
    # Only what lies in the folder can be named, so a manifest from anywhere reaches nothing else.
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    wanted = {name for name, path in paths.items() if _is_wanted(path)}
    if manifest is None:
        yield from (Item(name, paths[name], None) for name in sorted(wanted))
        return
    rows = _read_rows(manifest)
    within = folder.resolve()
    match = match_files(rows, (name for name, path in paths.items() if path.resolve().is_relative_to(within)))
    for place, row in enumerate(rows):
        path = paths[match.files[place]] if place in match.files else None
        yield Item(row.file or f"baris {row.line}", path, row, match.problems.get(place, ""))
    for name in match.unlisted:
        if name in wanted:
            yield Item(name, paths[name], None, UNLISTED)


def _is_wanted(path: Path) -> bool:
    return not path.name.startswith(".") and path.suffix.lower() not in _SKIPPED_SUFFIXES


def _read_rows(manifest: Path) -> list[ManifestRow]:
    try:
        return read_manifest(decode(manifest.read_bytes()))
    except OSError as error:
        raise BadInputError("Manifes tidak dapat dibaca. Simpan sebagai CSV UTF-8.") from error


def _check_unit(stores: Stores, unit: str | None) -> None:
    if unit is None:
        return
    with stores.database.reading() as session:
        if session.scalar(select(Unit.id).where(Unit.kode == unit)) is None:
            raise BadInputError(f"Unit {unit} tidak terdaftar. Jalankan: portal units import FILE.csv", "unit")


def _report(tally: Tally, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        data = {
            "accepted": tally.accepted,
            "duplicate": tally.duplicate,
            "refused": tally.refused,
            "items": tally.items,
        }
        say(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for refused in tally.refused:
        note(f"Ditolak: {refused['file']}: {refused['reason']}")
    tense = "Akan masuk" if dry_run else "Masuk"
    say(f"{tense}: {tally.accepted}. Sudah ada: {tally.duplicate}. Ditolak: {len(tally.refused)}.")
