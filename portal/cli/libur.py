"""Command `portal libur import`: days off from a table, with a line for every open deadline that moves."""

from pathlib import Path

from portal import clock
from portal.cli.commands import read_text
from portal.cli.context import ready_stores
from portal.cli.lines import EXIT_OK, say
from portal.domain.kalender.change import KalenderChange, read_libur
from portal.domain.kalender.kalender import StatusTahun, TahunKalender
from portal.domain.permissions import OPERATOR
from portal.services import kalender
from portal.services.acts import Act


def run(path: Path, *, skb: str | None) -> int:
    """Take in all rows of the table or none; `skb` is the number of the decree of all its years.

    Raises RowsRefusedError naming every wrong row, BadInputError where the file is no such table, or changes nothing.
    """
    days = read_libur(read_text(path))
    decree = " ".join((skb or "").split())
    tahun = sorted({libur.tanggal.year for libur in days}) if decree else []
    years = tuple(TahunKalender(year, StatusTahun.DITETAPKAN, decree) for year in tahun)
    with ready_stores() as stores, stores.database.transaction() as session:
        act = Act(OPERATOR, clock.utc_now())
        found = kalender.change(
            session,
            KalenderChange(set_days=days, years=years),
            act,
            version=None,
            effective_on=stores.config.effective_on,
        )
    say(f"{len(days)} hari libur dibaca, {len(found.differences)} baris kalender berubah.")
    for one in found.moved:
        say(f"{one.row.facts.kode}\t{one.row.jenis.value}\t{one.before.isoformat()} → {one.after.isoformat()}")
    for other in found.moved_usulan:
        say(f"{other.item.nomor}\t{other.item.jenis.value}\t{other.before.isoformat()} → {other.after.isoformat()}")
    say(f"{found.moved_count} dari {found.open_count} tenggat terbuka bergeser.")
    return EXIT_OK
