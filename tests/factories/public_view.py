"""What the tests of publication share: its verbs in one line each, and what the public sees."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import select

from portal import clock
from portal.domain.naskah.enumerations import Visibilitas
from portal.domain.permissions import OPERATOR, Actor, Peran
from portal.errors import (
    NotFoundError,
)
from portal.models.terbitan import TerbitanBerkas, TerbitanHalaman
from portal.queries.public import terbitan
from portal.queries.public.search import search_published
from portal.queries.public.values import PublicNaskah, Tombstone
from portal.search.interface import SearchQuery
from portal.search.query import parse
from portal.services.naskah.editing import update_naskah
from portal.services.publication import verbs
from portal.services.publication.verbs import WithdrawalClass
from tests.factories.desk import Desk, person
from tests.factories.naskah import sample_fields

NIP = "Nama: Contoh\nNIP 198001012006041001"
OWNER = person(Peran.PENGELOLA, "KANIM-A")
PPID = person(Peran.PPID, "BIRO")
BIRO = person(Peran.BIRO, "BIRO")
REVIEW = date(2027, 1, 1)
SECRET = {"dasar_visibilitas": "Pasal 17 huruf f", "tinjau_on": REVIEW}


def do(desk: Desk, verb: Callable[..., Any], *arguments: Any, **how: Any) -> Any:
    with desk.stores.database.transaction() as session:
        return verb(session, *arguments, **how)


def withdraw(desk: Desk, kode: str, actor: Actor = OPERATOR) -> None:
    do(desk, verbs.withdraw, kode, desk.act(actor), alasan=WithdrawalClass.DATA_PRIBADI, penjelasan="Ada NIP.")


def set_level(desk: Desk, kode: str, level: Visibilitas, actor: Actor = OPERATOR) -> None:
    how = {"level": level, "dasar": "Pasal 17 huruf f", "tinjau_on": REVIEW}
    do(desk, verbs.set_visibility, kode, desk.act(actor), **how)


def edit(desk: Desk, kode: str, **changes: Any) -> None:
    do(desk, update_naskah, kode, desk.version(kode), sample_fields(**changes), desk.act())


def page(desk: Desk, kode: str) -> PublicNaskah | Tombstone | None:
    with desk.stores.database.reading() as session:
        try:
            return terbitan.find_naskah(session, kode, clock.today())
        except NotFoundError:
            return None


def public_parts(desk: Desk, kode: str) -> tuple[int, list[str]]:
    """Number of public files, and the public page texts."""
    with desk.stores.database.reading() as session:
        files = session.scalars(select(TerbitanBerkas).where(TerbitanBerkas.kode == kode)).all()
        pages = select(TerbitanHalaman.teks).where(TerbitanHalaman.kode == kode).order_by(TerbitanHalaman.nomor)
        return len(files), list(session.scalars(pages))


def found(desk: Desk, text: str) -> list[str]:
    with desk.stores.database.reading() as session:
        query = SearchQuery(parse(text), today=clock.today())
        return [hit.item.kode for hit in search_published(session, desk.stores.public_index, query).hits]


def submitted(desk: Desk, fields: Any = None, pages: tuple[str, ...] = ("Pasal 1",), **how: Any) -> str:
    kode = desk.draft(fields)
    if pages:
        desk.attach(kode, pages, **how)
    desk.office.submit(kode, is_checked=False)
    return kode
