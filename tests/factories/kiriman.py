"""Things that were sent in, noted as the command notes them."""

from portal import clock
from portal.domain.permissions import NOBODY, Actor
from portal.models.kiriman import Way
from portal.services.kiriman import settling
from portal.services.kiriman.senders import KirimanSender, folder_sender
from portal.services.kiriman.settling import KirimanOutcome, Thing, key_of
from portal.wiring import Stores

REASON = "naskah.pdf bukan PDF. Simpan atau pindai sebagai PDF, lalu unggah lagi."


def by_folder(stores: Stores, unit: str, nama: str, outcome: KirimanOutcome) -> None:
    """A file of the folder of a unit."""
    with stores.database.transaction() as session:
        sender = folder_sender(session, unit, clock.today()) or KirimanSender(Way.FOLDER, unit, NOBODY)
        thing = Thing(key_of(unit, nama), nama, "a" * 64, 2_400_000)
        settling.settle(session, sender, thing, outcome, clock.utc_now())
        settling.note_answered(session, thing.key)


def by_mail(
    stores: Stores, address: str, nama: str, outcome: KirimanOutcome, *, actor: Actor = NOBODY, unit: str = ""
) -> None:
    """A file of a letter, or the letter itself; without an actor it came from a stranger, whom nobody answers."""
    with stores.database.transaction() as session:
        sender = KirimanSender(Way.MAIL, address, actor, unit, letter=key_of(address, nama))
        thing = Thing(key_of("surel", address, nama), nama, "b" * 64 if nama else "", 840_000)
        settling.settle(session, sender, thing, outcome, clock.utc_now())
        if actor is not NOBODY:
            settling.note_answered(session, thing.key)
