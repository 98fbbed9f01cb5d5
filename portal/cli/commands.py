"""Small commands: accounts, units, storage, audit, migration."""

import secrets
import sys
from pathlib import Path

from sqlalchemy import select

from migrations import runner
from portal import clock
from portal.cli.context import ready_stores, stores_to_look_at
from portal.cli.lines import EXIT_OK, EXIT_PARTLY, note, say
from portal.config import Config
from portal.db import Database
from portal.domain import table
from portal.domain.permissions import OPERATOR, Peran
from portal.errors import BadInputError, PortalError
from portal.models.unit import Unit
from portal.models.user import User
from portal.queries import admin
from portal.services import kalender
from portal.services import unit as unit_service
from portal.services.acts import Act
from portal.services.berkas import placing
from portal.services.publication import places, public_log, structure
from portal.services.users import accounts, factor_resets, penugasan
from portal.wiring import opened_stores, refuse_open_buckets

USER_COLUMNS = {
    "email": ("surel", "alamat_surel", "e_mail"),
    "nama": ("name", "nama_lengkap"),
    "peran": ("role",),
    "unit": ("kode_unit", "unit_code"),
}
"""The columns of the table of accounts with their other names."""


def migrate() -> int:
    """Bring the database to the newest revision."""
    config = Config.from_env()
    # Sample accounts are no reason to wait: only at the newest revision can they be closed.
    refuse_open_buckets(config)
    with opened_stores(config) as stores:
        before = runner.current(stores.database.engine)
        runner.upgrade(stores.database.engine)
        with stores.database.transaction() as session:
            kalender.seed(session, now=clock.utc_now())
        say(f"Revisi basis data: {before or 'kosong'} → {runner.head()}")
        _derive_structure(stores.database)
        _derive_places(stores.database)
        _tell_log(stores.database)
    return EXIT_OK


def _tell_log(database: Database) -> None:
    """Tell the public log of pages that were public before it began, each in a transaction of its own."""
    with database.reading() as session:
        untold = public_log.untold(session)
    for kode in untold:
        with database.transaction() as session:
            public_log.tell_earlier(session, kode, clock.utc_now())
    if untold:
        say(f"Dicatat dalam log publik: {len(untold)} naskah")


def _derive_structure(database: Database) -> None:
    """Give publications the structure that the rules of today find in them, each in a transaction of its own."""
    with database.reading() as session:
        lacking = structure.lacking(session)
    for kode in lacking:
        with database.transaction() as session:
            structure.derive(session, kode)
    if lacking:
        say(f"Susunan teks {len(lacking)} naskah terbit dibuat ulang.")


def _derive_places(database: Database) -> None:
    """Find where the words stand of pages that were read before that was kept, and let their publications have it."""
    is_more = True
    while is_more:
        with database.transaction() as session:
            is_more = placing.place_some(session) == placing.AT_ONCE
    with database.reading() as session:
        lacking = places.lacking(session)
    for kode in lacking:
        with database.transaction() as session:
            places.take_over(session, kode)
    if lacking:
        say(f"Letak kata {len(lacking)} naskah terbit dicari.")


def add_user(email: str, *, nama: str, peran: str, unit: str, password_stdin: bool) -> int:
    """Make an account; without --password-stdin a password is drawn and printed once."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else secrets.token_urlsafe(18)
    with ready_stores() as stores, stores.database.transaction() as session:
        new = accounts.NewUser(email, nama, Peran(peran), unit, password)
        accounts.add_user(session, new, actor=OPERATOR, now=clock.utc_now(), today=clock.today())
    say(f"Akun {email} dibuat." if password_stdin else f"Akun {email} dibuat. Kata sandi: {password}")
    return EXIT_OK


def import_users(path: Path) -> int:
    """Accounts from a CSV with email,nama,peran,unit; each gets a drawn password. Wrong rows are named."""
    refused = 0
    found = table.read_table(read_text(path), USER_COLUMNS, needed=USER_COLUMNS, what="Tabel akun")
    with ready_stores() as stores:
        for row in found.rows:
            password = secrets.token_urlsafe(18)
            try:
                if row.is_too_long:
                    raise BadInputError(table.TOO_LONG, "tabel")
                with stores.database.transaction() as session:
                    fields = (row.get("email"), row.get("nama"), _peran(row.get("peran")), row.get("unit"))
                    new = accounts.NewUser(*fields, password)
                    accounts.add_user(session, new, actor=OPERATOR, now=clock.utc_now(), today=clock.today())
                say(f"{row.get('email')},{password}")
            except PortalError as error:
                refused += 1
                note(f"Baris {row.line}: {error.message}")
    return EXIT_PARTLY if refused else EXIT_OK


def disable_user(email: str) -> int:
    """Close an account and end its sessions."""
    with stores_to_look_at() as stores, stores.database.transaction() as session:
        accounts.disable_user(session, email, actor=OPERATOR, now=clock.utc_now())
    say(f"Akun {email} dinonaktifkan.")
    return EXIT_OK


def enable_user(email: str) -> int:
    """Open a closed account again."""
    with ready_stores() as stores, stores.database.transaction() as session:
        accounts.enable_user(session, email, actor=OPERATOR, now=clock.utc_now())
    say(f"Akun {email} diaktifkan lagi.")
    return EXIT_OK


def reset_factor(email: str) -> int:
    """Take away the second factor of an account, as the operator of the server."""
    with ready_stores() as stores, stores.database.transaction() as session:
        user = accounts.find_user(session, email)
        factor_resets.ask(session, user.id, Act(OPERATOR, clock.utc_now()))
    say(f"Langkah kedua akun {user.email} disetel ulang.")
    return EXIT_OK


def consent_users(email: str, *, is_granted: bool) -> int:
    """Decide everything that waits for consent for an account, as the operator of the server."""
    with ready_stores() as stores, stores.database.transaction() as session:
        user = accounts.find_user(session, email)
        act = Act(OPERATOR, clock.utc_now())
        waiting = [entry for entry in admin.all_pending(session) if entry.user_id == user.id]
        for entry in waiting:
            penugasan.consent_to(session, user.id, entry.id, act, is_granted=is_granted)
    done = "disetujui" if is_granted else "ditolak"
    for entry in waiting:
        say(f"{entry.peran.value} di {entry.unit_nama} untuk {entry.email} {done}; diminta {entry.asker}.")
    if not waiting:
        note(f"Tidak ada permintaan peran yang menunggu untuk {user.email}.")
    return EXIT_OK


def list_users() -> int:
    """All accounts with their current assignments."""
    with stores_to_look_at() as stores, stores.database.reading() as session:
        kode_of = {row.id: row.kode for row in session.execute(select(Unit.id, Unit.kode))}
        for user in session.scalars(select(User).order_by(User.email)):
            held = ", ".join(f"{p.peran.value}@{kode_of[p.unit_id]}" for p in user.penugasan_list)
            say(f"{user.email}\t{user.nama}\t{'aktif' if user.is_active else 'nonaktif'}\t{held}")
    return EXIT_OK


def import_units(path: Path) -> int:
    """The organisation tree from a CSV; all rows or none."""
    rows = unit_service.read_units(read_text(path))
    with ready_stores() as stores, stores.database.transaction() as session:
        changed = unit_service.import_units(session, rows, actor=OPERATOR, now=clock.utc_now())
    say(f"{len(rows)} unit dibaca, {changed} berubah.")
    return EXIT_OK


def _peran(text: str) -> Peran:
    try:
        return Peran(text.strip())
    except ValueError as error:
        raise BadInputError(f"Peran {text!r} tidak dikenal.", "peran") from error


def read_text(path: Path) -> str:
    """A table as text, in whatever letters it was saved. Raises BadInputError where it is none."""
    try:
        return table.decode(path.read_bytes())
    except BadInputError as error:
        raise BadInputError(f"{path.name}: {error.message}", "tabel") from error
    except OSError as error:
        raise BadInputError(f"{path.name} tidak dapat dibaca. Simpan sebagai CSV UTF-8.") from error
