"""Who sends by another way than the form, and for which unit: somebody with an account, or a folder of one unit."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.permissions import Actor, Peran
from portal.errors import BadInputError
from portal.models.kiriman import Way
from portal.models.unit import Unit
from portal.models.user import User
from portal.services.users import accounts


@dataclass(frozen=True)
class KirimanSender:
    """Where something comes from. `actor` acts for it and is nobody where nothing may be taken from it."""

    way: Way
    name: str
    """The address, or the name of the folder."""
    actor: Actor
    unit: str = ""
    """Code of the unit it is for; empty where that could not be told."""
    letter: str = ""
    """Digest of the letter it came with; empty for a folder."""


def folder_sender(session: Session, name: str, today: date) -> KirimanSender | None:
    """The folder of the open unit of this code, which can act for that unit and no other; None where there is none.

    Nobody in particular is behind it: whoever may write into the folder.
    """
    kode = session.scalar(select(Unit.kode).where(Unit.kode == name, Unit.open_on(today)))
    if kode is None:
        return None
    actor = Actor(None, f"folder:{kode}", f"Folder pindaian {kode}", (), {}).limited_to(kode, date.min)
    return KirimanSender(Way.FOLDER, kode, actor, kode)


def known_person(session: Session, address: str, today: date) -> Actor | None:
    """The account of an address, where it is open; None for a stranger."""
    user = session.scalar(select(User).where(User.email == address.lower(), User.is_active.is_(True)))
    return _as_pengelola(accounts.load_actor(session, user, today)) if user is not None else None


def _as_pengelola(actor: Actor) -> Actor:
    """What somebody may do by letter: no more than for their units, whatever else they are in the portal."""
    return replace(actor, assignments=tuple(held for held in actor.assignments if held.peran is Peran.PENGELOLA))


def may_not_send(session: Session, actor: Actor) -> str:
    """Why somebody with an account may send nothing in, as it is told to them; empty where they may."""
    if not actor.units_as(Peran.PENGELOLA):
        return "Hanya pengelola unit yang dapat mengirim naskah lewat surel, dan Anda tidak sedang bertugas demikian."
    user = session.get_one(User, actor.user_id)
    if user.must_change_password:
        return "Akun Anda belum dipakai. Masuk sekali dan pilih kata sandi Anda sendiri, lalu kirim lagi."
    return ""


def unit_of(actor: Actor, wanted: str) -> str:
    """The code of the unit that somebody sends for: the one they name, else the only one of theirs.

    Raises BadInputError, which says how to name one.
    """
    reached = actor.units_as(Peran.PENGELOLA)
    if wanted:
        for kode in reached:
            if kode.casefold() == wanted.casefold():
                return kode
        raise BadInputError(f"Anda bukan pengelola unit {wanted[:40]}. Periksa kode unit pada perihal surel.", "unit")
    own = sorted({held.unit for held in actor.assignments if held.peran is Peran.PENGELOLA})
    if len(own) == 1:
        return own[0]
    listed = ", ".join(f"[{kode}]" for kode in own)
    raise BadInputError(f"Anda pengelola beberapa unit. Tulis salah satu kode ini pada perihal surel: {listed}", "unit")
