"""Command `portal restore --open`: what was decided after the backup is done again, then the public may come in."""

from collections.abc import Collection
from datetime import datetime

from portal import clock
from portal.cli.backup.restoring import find_loss, loss_lines, minutes
from portal.cli.context import ready_stores
from portal.cli.lines import EXIT_CHECK_FAILED, EXIT_OK, note, say
from portal.closed import is_closed, reopen, why_closed
from portal.config import Config
from portal.domain.audit_anchor import read_short
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
    config: Config | None = None,
) -> int:
    """Open the portal; exit 4, and it stays closed, where entries are lost and no new history was accepted."""
    given = [(one.seq, one.entry_hash) for one in map(read_short, anchors)]
    decided = Decided(
        tuple(dict.fromkeys(withdrawn)),
        tuple(dict.fromkeys(confidential)),
        tuple(read_mail_address(text).address for text in forgotten),
    )
    with ready_stores(config) as stores:
        if not is_closed(stores.config.data_dir):
            raise BadInputError("Portal ini tidak sedang tertutup.")
        return _open(stores, decided, given, new_history)


def _open(stores: Stores, decided: Decided, given: list[tuple[int, str]], new_history: str | None) -> int:
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
    with stores.database.transaction() as session:
        act = Act(OPERATOR, now)
        idle = reopening.apply_again(session, decided, act)
        reopening.note_opening(session, why.get("stamp", "?"), decided, loss.left, act)
    reopen(config.data_dir)
    for what in idle:
        note(f"{what}: tidak ada yang perlu diterapkan.")
    since = f" Tertutup selama {minutes(now - datetime.fromisoformat(why['at']))}." if "at" in why else ""
    say(f"Portal dibuka bagi publik.{since}")
    return EXIT_OK


def _is_accepted(loss: Loss, log_name: str, new_history: str | None) -> bool:
    """Whether somebody says that a new history begins, under the name that is set and was never used before."""
    if new_history is None:
        return False
    if new_history != log_name:
        raise BadInputError("Nama itu bukan PORTAL_LOG_ORIGIN yang sekarang. Isi setelan itu dulu.", "accept")
    if new_history in loss.names:
        raise BadInputError("Nama log itu sudah pernah dipakai. Pilih nama yang belum pernah.", "accept")
    return True
