"""Taking one thing in that was sent by another way than the form: the road of an upload, then a note of its outcome."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from indexer.child import PdfReader
from portal import clock, failpoint
from portal.cli.kiriman.stacks import Stretch, cut_at_sheets
from portal.cli.uploads import upload_stores
from portal.domain.berkas.acceptance import check_receipt
from portal.domain.berkas.filename import display_name
from portal.domain.naskah.enumerations import JenisBerkas
from portal.domain.naskah.fields import NaskahFields
from portal.errors import (
    BadInputError,
    FileRefusedError,
    NotAllowedError,
    NotFoundError,
    TransitionNotAllowedError,
)
from portal.services.acts import Act
from portal.services.berkas import filing, uploading
from portal.services.berkas.spooling import refuse_full, spool_stream
from portal.services.copies import storing
from portal.services.kiriman.senders import KirimanSender
from portal.services.kiriman.settling import KirimanOutcome, Thing, key_of
from portal.wiring import Stores, signing_secrets

REFUSED = (BadInputError, NotAllowedError, NotFoundError, TransitionNotAllowedError)
"""Errors that are about what was sent. Whatever else there is passes by itself: it is tried again in the next turn."""

Taken = tuple[Thing, KirimanOutcome]
"""A thing and what became of it."""


@dataclass
class TurnTally:
    """What came of a turn. What waits is still being written, or could not be stored now."""

    taken: int = 0
    refused: int = 0
    waiting: int = 0
    troubles: list[str] = field(default_factory=list)
    """What whoever runs the portal has to mend, in words."""

    def count(self, outcome: KirimanOutcome) -> None:
        """Count one that was dealt with."""
        if outcome.kode:
            self.taken += 1
        else:
            self.refused += 1

    def add(self, other: "TurnTally") -> None:
        """Count what came of another way too."""
        self.taken += other.taken
        self.refused += other.refused
        self.waiting += other.waiting
        self.troubles += other.troubles


class Taker:
    """Stores what is sent as drafts or, behind a cover sheet, as files of the naskah it names; nothing is published."""

    def __init__(self, stores: Stores, reader: PdfReader, spool: Path) -> None:
        self.stores = stores
        self._reader = reader
        self._room = spool
        self._upload = upload_stores(stores, reader, daily=stores.config.unit_daily_mb * 1_000_000)
        config = stores.config
        self._keys = tuple(signing_secrets(config))

    @property
    def limit(self) -> int:
        """Largest file, in bytes."""
        return self._upload.limit

    def take(self, source: BinaryIO, nama: str, size: int, sender: KirimanSender) -> list[Taken]:
        """Store a file for the sender's unit, or say why not; whoever calls notes it. A stack comes to several things.

        Killed at any moment and begun again, the same file of the same sender comes to the same. Raises PortalError
        where the fault lies with the portal and may pass, OSError where the file cannot be read.
        """
        shown = display_name(nama)
        if size > self.limit:
            thing = Thing(key_of(sender.way, sender.name, sender.letter, nama, str(size)), shown, "", size)
            return [(thing, self._too_large(shown, size))]
        refuse_full(self.stores.spool_dir, size, self.stores.config.spool_mb * 1_000_000)
        with TemporaryDirectory(dir=self._room) as room:
            received = spool_stream(source, Path(room, "kiriman"), nama=nama, limit=self.limit)
            thing = Thing(self._key(sender, received), shown, received.sha256, received.size)
            try:
                stretches = self._stretches(received)
            except BadInputError as error:
                return [(thing, KirimanOutcome(reason=error.message))]
            if stretches:
                return self._take_stack(received, thing, stretches, sender)
            target = uploading.Target(fields=NaskahFields(judul="", unit=sender.unit))
            return [(thing, self._store(received, target, sender, thing))]

    def _stretches(self, received: uploading.ReceivedFile) -> tuple[Stretch, ...]:
        if not self._is_whole(received) or not received.size:
            return ()
        room = received.path.parent
        return cut_at_sheets(self._reader, received.path, room, self._keys, self.stores.config.max_pages)

    def _take_stack(
        self, received: uploading.ReceivedFile, whole: Thing, stretches: Sequence[Stretch], sender: KirimanSender
    ) -> list[Taken]:
        taken = [self._take_stretch(received, whole, stretch, sender) for stretch in stretches]
        if any(outcome.kode for _, outcome in taken):
            # What was cut is no original: that is the stack, and it is kept as it came.
            with received.path.open("rb") as stream:
                kept = storing.keep(self.stores.objects, stream, expected_digest=received.sha256)
            with self.stores.database.transaction() as session:
                storing.note(session, kept, clock.utc_now())
        return taken

    def _take_stretch(
        self, received: uploading.ReceivedFile, whole: Thing, stretch: Stretch, sender: KirimanSender
    ) -> Taken:
        first, last = stretch.first, stretch.last
        key = key_of(sender.way, sender.name, sender.letter, received.sha256, f"{first}-{last}")
        stem, dot, suffix = whole.nama.rpartition(".")
        pages = f"halaman {first}" if first == last else f"halaman {first}-{last}"
        nama = display_name(f"{stem}, {pages}.{suffix}" if dot else f"{whole.nama}, {pages}.pdf")
        if stretch.path is None:
            reason = f"Di belakang lembar pengantar {stretch.kode} (halaman {first - 1}) tidak ada halaman."
            return Thing(key, whole.nama, "", 0), KirimanOutcome(reason=reason)
        with stretch.path.open("rb") as stream:
            path = stretch.path.with_suffix(".spool")
            part = spool_stream(stream, path, nama=nama, limit=self.limit)
        thing = Thing(key, nama, part.sha256, part.size, received.sha256, received.size)
        with self.stores.database.reading() as session:
            has_files = filing.has_current(session, stretch.kode)
        jenis = JenisBerkas.LAMPIRAN if has_files else JenisBerkas.NASKAH
        target = uploading.Target(kode=stretch.kode, jenis=jenis, is_unseen=True)
        outcome = self._store(part, target, sender, thing)
        if outcome.reason:
            outcome = KirimanOutcome(reason=f"Lembar pengantar {stretch.kode}: {outcome.reason}")
        return thing, outcome

    def _store(
        self, received: uploading.ReceivedFile, target: uploading.Target, sender: KirimanSender, thing: Thing
    ) -> KirimanOutcome:
        act = Act(sender.actor, clock.utc_now())
        try:
            accepted = uploading.store_file(self._upload, received, target, act, idempotency_key=f"kiriman:{thing.key}")
        except REFUSED as error:
            return KirimanOutcome(reason=error.message)
        failpoint.reach(failpoint.Step.TAKEN)
        return KirimanOutcome(kode=accepted.kode)

    def _too_large(self, nama: str, size: int) -> KirimanOutcome:
        try:
            check_receipt(nama, head=b"", tail=b"", size=size, limit=self.limit)
        except FileRefusedError as error:
            return KirimanOutcome(reason=error.message)
        raise ValueError(size)

    def _key(self, sender: KirimanSender, received: uploading.ReceivedFile) -> str:
        # What is no PDF is not read to its end, so that its digest alone does not tell it from others.
        rest = "" if self._is_whole(received) else f"{received.nama} {received.size}"
        return key_of(sender.way, sender.name, sender.letter, received.sha256, rest)

    @staticmethod
    def _is_whole(received: uploading.ReceivedFile) -> bool:
        return received.path.stat().st_size == received.size
