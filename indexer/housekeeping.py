"""Housekeeping: what has to be swept or sent now and then, by the line that publishes when it has nothing to do."""

import logging
import secrets
import stat
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

from indexer import anchoring, workroom
from portal import clock, process
from portal.closed import is_closed
from portal.domain.pemberitahuan.reminders import MORNING
from portal.domain.tanggal import WIB
from portal.services import audit_anchors, jobs, workers
from portal.services.acts import system_act
from portal.services.copies.tending import Keeper
from portal.services.kiriman import settling
from portal.services.kunci_akses import opening
from portal.services.langganan import following, sending
from portal.services.pemberitahuan import outbox, reminding
from portal.services.public_log import letters, signing
from portal.services.users import account_links, accounts
from portal.services.users.seal import WEBHOOK, Seal
from portal.services.webhook import calling
from portal.webhook.calling import Caller
from portal.wiring import Stores, signing_secrets

log = logging.getLogger("indexer")

EVERY = timedelta(hours=1)
KEEP_JOBS = timedelta(days=30)
KEEP_WAITING = timedelta(hours=24)
"""An upload that waits in the spool for a day was cut off; its sender never got a receipt."""
QUIET_HOURS = range(1, 4)
"""Hours of the night in Jakarta, when the index may be merged into one piece and the stores listed."""
POST_EVERY = timedelta(minutes=1)
"""Somebody who reminds a unit by hand need not wait for the next broom."""


class Housekeeping:
    """Runs at most once an hour; a broom that breaks is noted and does not stop the work."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._last: datetime | None = None
        self._merged_on: object = None
        self._looked_on: date | None = None
        self._reminded_on: date | None = None
        self._posted: datetime | None = None
        self._newest_anchor: tuple[int, str] | None = None
        self._keeper = Keeper(stores.database, stores.objects, clock.utc_now, stores.config.audit_mail)
        self._caller: Caller | None = None
        self._owner = f"{process.this_process()}:{secrets.token_hex(4)}"

    def sweep_if_due(self, now: datetime) -> bool:
        """Remind in the morning, look after copies and post every minute, sweep every hour; whether it swept."""
        self._use(self._remind_in_the_morning, now)
        if self._posted is None or now - self._posted >= POST_EVERY:
            self._posted = now
            self._use(self._tend_copies, now)
            self._use(self._post, now)
            self._use(self._write_to_readers, now)
            self._use(self._call_programs, now)
        if self._last is not None and now - self._last < EVERY:
            return False
        self._last = now
        brooms = (
            self._sweep_database, self._sweep_spool, self._sweep_temporary, self._adopt_copies, self._sign_log,
            self._anchor_audit, self._merge_at_night, self._look_for_orphans_at_night,
        )  # fmt: skip
        for broom in brooms:
            self._use(broom, now)
        return True

    def _use(self, broom: Callable[[datetime], None], now: datetime) -> None:
        try:
            broom(now)
        except Exception:
            log.exception("housekeeping failed")

    def _adopt_copies(self, now: datetime) -> None:
        # Whatever comes in is listed for both places: this is for what came before there was a second one, and for
        # digests that no upload brought.
        self._keeper.adopt()

    def _tend_copies(self, now: datetime) -> None:
        turn = self._keeper.tend()
        if turn.made or turn.mended or turn.refused:
            log.warning("copies: %d made, %d put back, %d refused", turn.made, turn.mended, turn.refused)

    def _remind_in_the_morning(self, now: datetime) -> None:
        local = now.astimezone(WIB)
        if local.hour < MORNING or self._reminded_on == local.date():
            return
        config = self._stores.config
        # Noted first: what fails is tried again by the next worker or tomorrow, not in every idle second.
        self._reminded_on = local.date()
        with self._stores.database.transaction() as session:
            keadaan = reminding.circumstances(session, now, config.base_url, config.effective_on)
            found = reminding.remind_due(session, keadaan)
            letters.tell_head(session, config.log_name, config.audit_mail, now)
        anchoring.tell_of_the_day(self._stores, now)
        if found.unread:
            log.warning("nobody to remind for %d records", len(found.unread))

    def _post(self, now: datetime) -> None:
        began = time.monotonic()

        def clock() -> datetime:
            return now + timedelta(seconds=time.monotonic() - began)

        with self._stores.database.transaction() as session:
            workers.take_over_letters(session, now=now)
            account_links.answer_requests(session, self._stores.config.base_url, now)
        delivery = outbox.deliver_due(self._stores.database, self._stores.mail, owner=self._owner, clock=clock)
        if delivery.postponed or delivery.failed:
            log.warning("letters: %d postponed, %d failed", delivery.postponed, delivery.failed)

    def _write_to_readers(self, now: datetime) -> None:
        began = time.monotonic()

        def clock() -> datetime:
            return now + timedelta(seconds=time.monotonic() - began)

        stores = self._stores
        sender = sending.Sender(
            stores.database, stores.public_index, stores.mail, stores.config.base_url, self._owner, clock
        )
        delivery = sending.deliver_due(sender)
        if delivery.postponed or delivery.refused:
            log.warning("letters to readers: %d postponed, %d refused", delivery.postponed, delivery.refused)

    def _call_programs(self, now: datetime) -> None:
        began = time.monotonic()

        def clock() -> datetime:
            return now + timedelta(seconds=time.monotonic() - began)

        stores = self._stores
        # A portal that was restored has perhaps told all this before, and is not open to anybody yet.
        if is_closed(stores.config.data_dir):
            return
        if self._caller is None:
            self._caller = Caller(stores.config.is_production)
        seal = Seal(signing_secrets(stores.config), WEBHOOK)
        sender = calling.WebhookSender(stores.database, self._caller, seal, stores.config.base_url, self._owner, clock)
        turn = calling.deliver_due(sender)
        if turn.postponed or turn.failed:
            log.warning("webhooks: %d postponed, %d given up", turn.postponed, turn.failed)

    def _sweep_database(self, now: datetime) -> None:
        with self._stores.database.transaction() as session:
            jobs.prune(session, before=now - KEEP_JOBS)
            accounts.prune(session, now=now)
            following.prune(session, now)
            # An assignment ends with its day, and a unit may be moved, without anybody's act.
            opening.end_lost(session, system_act(now))
            calling.prune(session, now)
            settling.prune(session, now)

    def _sweep_spool(self, now: datetime) -> None:
        oldest = time.time() - KEEP_WAITING.total_seconds()
        for path in self._stores.spool_dir.iterdir():
            found = path.lstat()
            if stat.S_ISREG(found.st_mode) and found.st_mtime < oldest:
                path.unlink(missing_ok=True)
        workroom.sweep(self._stores.spool_dir)

    def _sweep_temporary(self, now: datetime) -> None:
        for store in (self._stores.objects, self._stores.derived):
            store.sweep_temporary(KEEP_WAITING, now)

    def _sign_log(self, now: datetime) -> None:
        # Publications ask for it themselves; this is for a log that never was signed, or whose signing failed.
        with self._stores.database.transaction() as session:
            signing.ask_if_unsigned(session, self._stores.config.log_name, now)

    def _anchor_audit(self, now: datetime) -> None:
        store, origin = self._stores.audit_anchors, self._stores.config.log_name
        if self._newest_anchor is None:
            anchors = audit_anchors.kept(store, origin)
            self._newest_anchor = max(((one.seq, one.entry_hash) for one in anchors), default=(0, ""))
        seq, entry_hash = self._newest_anchor
        with self._stores.database.transaction() as session:
            found = audit_anchors.unmet(session, [(seq, entry_hash)] if seq else [])
            audit_anchors.write_down(session, found)
            head = audit_anchors.head_anchor(session, origin, now)
        if found is not None:
            log.error("the audit trail does not lead to its anchor %d: no new one is kept", found.seq)
        elif head is not None and head.seq > seq:
            audit_anchors.keep(store, head)
            self._newest_anchor = (head.seq, head.entry_hash)

    def _look_for_orphans_at_night(self, now: datetime) -> None:
        night = now.astimezone(WIB)
        if night.hour in QUIET_HOURS and self._looked_on != night.date():
            self._looked_on = night.date()
            number = self._keeper.look_for_orphans()
            if number:
                log.warning("%d objects are named by no record: portal storage orphans", number)

    def _merge_at_night(self, now: datetime) -> None:
        # Indexes of each host are merged by whoever writes them.
        if self._stores.config.has_own_index:
            return
        night = now.astimezone(WIB)
        if night.hour in QUIET_HOURS and self._merged_on != night.date():
            self._merged_on = night.date()
            self._stores.public_index.optimize()
            self._stores.internal_index.optimize()
