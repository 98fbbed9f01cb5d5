"""Command `portal remind`: writes and sends what is due today, each notice once, as the worker does by itself."""

import json
import secrets

from indexer import anchoring
from portal import clock, process
from portal.cli.context import ready_stores
from portal.cli.lines import EXIT_OK, EXIT_PARTLY, note, say
from portal.closed import refuse_closed
from portal.services.langganan import following, sending
from portal.services.pemberitahuan import outbox, reminding
from portal.services.public_log import letters
from portal.services.users import account_links


def run(*, as_json: bool) -> int:
    """One run; exit 3 if a letter could not be sent or there is nobody to write to."""
    with ready_stores() as stores:
        config, now = stores.config, clock.utc_now()
        # Written after a restoration, letters would tell of what was withdrawn since.
        refuse_closed(config.data_dir)
        with stores.database.transaction() as session:
            keadaan = reminding.circumstances(session, now, config.base_url, config.effective_on)
            written = reminding.remind_due(session, keadaan)
            letters.tell_head(session, config.log_name, config.audit_mail, now)
            account_links.answer_requests(session, config.base_url, now)
        anchoring.tell_of_the_day(stores, now)
        owner = f"{process.this_process()}:{secrets.token_hex(4)}"
        delivery = outbox.deliver_due(stores.database, stores.mail, owner=owner, clock=clock.utc_now)
        sender = sending.Sender(
            stores.database, stores.public_index, stores.mail, config.base_url, owner, clock.utc_now
        )
        to_readers = sending.deliver_due(sender)
        with stores.database.transaction() as session:
            following.prune(session, now)
        with stores.database.reading() as session:
            waiting = outbox.waiting(session)
    data = {
        "date": keadaan.today.isoformat(),
        "written": written.written,
        "skipped": written.skipped,
        "dropped": written.dropped,
        "sent": delivery.sent,
        "failed": delivery.failed,
        "waiting": waiting,
        "sent_to_readers": to_readers.sent,
        "without_recipient": list(written.unread),
    }
    if as_json:
        say(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        say(
            f"{keadaan.today.isoformat()}: {written.written} surat baru, {delivery.sent} terkirim,"
            f" {waiting} menunggu, {delivery.failed} gagal, {written.skipped} pengingat dilewati,"
            f" {to_readers.sent} surat ke pelanggan pencarian."
        )
    for kode in written.unread:
        note(f"{kode}: belum ada akun yang dapat disurati. Tambahkan akun pengelola unitnya atau akun Biro.")
    is_partly = delivery.failed or delivery.postponed or to_readers.postponed or written.unread
    return EXIT_PARTLY if is_partly else EXIT_OK
