"""Command `portal restore --open`: what was decided after the backup is done again, then the public may come in."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from portal import clock
from portal.cli.backup.restoring import END, OUTSIDE, find_loss, loss_lines, minutes, noted
from portal.cli.context import ready_stores
from portal.cli.lines import EXIT_CHECK_FAILED, EXIT_OK, note, say
from portal.closed import is_closed, reopen, why_closed
from portal.config import Config
from portal.domain.audit_anchor import read_short
from portal.domain.backup.ground import LogReach, OpeningGround, ground_of
from portal.domain.langganan import read_mail_address
from portal.domain.permissions import OPERATOR
from portal.errors import BadInputError
from portal.services import reopening
from portal.services.acts import Act
from portal.services.reopening import Decided, Loss
from portal.wiring import Stores


def run(
    *,
    withdrawn: Collection[str],
    confidential: Collection[str],
    forgotten: Collection[str],
    anchors: Collection[str],
    new_history: str | None,
    last_backup: str | None = None,
    config: Config | None = None,
) -> int:
    """Open the portal; exit 4, and it stays closed, where entries are lost and no new history was accepted.

    The same where nothing from outside of the backup tells of the time after it, and nobody says that `last_backup`,
    the one that was restored, is followed by nothing else.
    """
    given = [(one.seq, one.entry_hash) for one in map(read_short, anchors)]
    decided = Decided(
        tuple(dict.fromkeys(withdrawn)),
        tuple(dict.fromkeys(confidential)),
        tuple(read_mail_address(text).address for text in forgotten),
    )
    with ready_stores(config) as stores:
        if not is_closed(stores.config.data_dir):
            raise BadInputError("Portal ini tidak sedang tertutup.")
        return _open(stores, decided, given, new_history, last_backup)


def _open(
    stores: Stores, decided: Decided, given: list[tuple[int, str]], new_history: str | None, last_backup: str | None
) -> int:
    config, now = stores.config, clock.utc_now()
    loss = find_loss(stores, given)
    if loss.is_any and not _is_accepted(loss, config.log_name, new_history):
        for line in loss_lines(loss):
            note(line)
        note(
            "Portal tetap tertutup. Pulihkan cadangan yang lebih baru bila ada. Bila tidak ada, cari di surat-surat"
            " sesudah cadangan naskah yang ditarik atau dikecualikan, sebutkan dengan --withdraw dan --confidential,"
            " beri log nama baru (PORTAL_LOG_ORIGIN), dan ulangi dengan --accept-new-history NAMA itu."
        )
        return EXIT_CHECK_FAILED
    why = why_closed(config.data_dir)
    ground = _ground(why, loss, [seq for seq, _ in given], last_backup)
    if ground is None:
        note(
            "Di luar cadangan tidak ada jangkar atau pos periksa yang sampai ke akhirnya, jadi tidak ada yang"
            " membantah bila sesudahnya naskah ditarik. Portal tetap tertutup. Sebutkan jangkar dari surat harian"
            " terbaru dengan --anchor. Bila tidak ada, cari di surat-surat sesudah cadangan apa yang ditarik,"
            " dikecualikan, dan dihapus, sebutkan semuanya, dan nyatakan bahwa selain itu tidak ada lagi dengan"
            f" --nothing-else-after {_stamp(why)}."
        )
        return EXIT_CHECK_FAILED
    with stores.database.transaction() as session:
        act = Act(OPERATOR, now)
        idle = reopening.apply_again(session, decided, act)
        reopening.note_opening(session, _stamp(why), decided, loss.left, ground, act)
    reopen(config.data_dir)
    for what in idle:
        note(f"{what}: tidak ada yang perlu diterapkan.")
    since = f" Tertutup selama {minutes(now - datetime.fromisoformat(why['at']))}." if "at" in why else ""
    say(f"Portal dibuka bagi publik.{since}")
    return EXIT_OK


def _stamp(why: Mapping[str, str]) -> str:
    """The backup that was restored; a question mark where the note of it cannot be read."""
    return why.get("stamp", "?")


def _ground(
    why: Mapping[str, str], loss: Loss, letters: Sequence[int], last_backup: str | None
) -> OpeningGround | None:
    if last_backup is not None and last_backup != _stamp(why):
        raise BadInputError(f"Yang dipulihkan ialah cadangan {_stamp(why)}, bukan yang disebut.", "last_backup")
    if loss.is_any:
        return OpeningGround.NEW_HISTORY
    end = noted(why, END)
    # A mark that does not say it: the database goes at least as far as its backup did.
    end = LogReach(
        loss.log_size if end.log_size is None else end.log_size,
        loss.audit_seq if end.audit_seq is None else end.audit_seq,
    )
    found = ground_of(end, noted(why, OUTSIDE), letters)
    return OpeningGround.WORD if found is None and last_backup is not None else found


def _is_accepted(loss: Loss, log_name: str, new_history: str | None) -> bool:
    """Whether somebody says that a new history begins, under the name that is set and was never used before."""
    if new_history is None:
        return False
    if new_history != log_name:
        raise BadInputError("Nama itu bukan PORTAL_LOG_ORIGIN yang sekarang. Isi setelan itu dulu.", "accept")
    if new_history in loss.names:
        raise BadInputError("Nama log itu sudah pernah dipakai. Pilih nama yang belum pernah.", "accept")
    return True
