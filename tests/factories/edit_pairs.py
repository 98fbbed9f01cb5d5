"""Two people at one naskah at the same moment, in four kinds; whoever comes second is told, and no save is lost."""

from collections.abc import Callable

from portal.domain.naskah.status import Status
from portal.errors import ConflictError, StaleVersionError
from portal.services.naskah import taking_back
from portal.services.naskah.editing import update_naskah
from tests.factories.desk import Desk, at_once
from tests.factories.naskah import sample_fields


def _save(desk: Desk, kode: str, seen: int, judul: str) -> str:
    with desk.stores.database.transaction() as session:
        update_naskah(session, kode, seen, sample_fields(judul=judul), desk.act())
    return judul


def _discard(desk: Desk, kode: str) -> str:
    with desk.stores.database.transaction() as session:
        taking_back.discard(session, kode, "Keliru", desk.act())
    return "ditutup"


def two_saves(desk: Desk) -> None:
    """Both had the same version on the screen: one wins, the other is told."""
    kode = desk.draft()
    seen = desk.version(kode)
    results = at_once([lambda n=n: _save(desk, kode, seen, f"Judul {n}") for n in range(2)])  # type: ignore[misc]

    won = [one for one in results if isinstance(one, str)]
    assert [type(one) for one in results if not isinstance(one, str)] == [StaleVersionError]
    assert won == [desk.naskah(kode).judul]


def there_and_back(desk: Desk) -> None:
    """Somebody saves another title and the old one again, while an old form is sent: it is refused, or came first."""
    kode = desk.draft()
    seen, old = desk.version(kode), desk.naskah(kode).judul

    def back() -> str:
        _save(desk, kode, seen, "Sebentar lain")
        return _save(desk, kode, desk.version(kode), old)

    results = at_once([back, lambda: _save(desk, kode, seen, "Dari layar lama")])

    # The old form may come between the two saves of the other; then the other has not seen it and is told.
    refused = [one for one in results if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [StaleVersionError]
    assert desk.naskah(kode).judul == (old if results[0] == old else "Dari layar lama")


def closing_and_saving(desk: Desk) -> None:
    """A draft is closed while somebody saves it: a save that was accepted is there, one that came after is refused."""
    kode = desk.draft()
    seen, old = desk.version(kode), desk.naskah(kode).judul
    saved, closed = at_once([lambda: _save(desk, kode, seen, "Disimpan"), lambda: _discard(desk, kode)])

    assert desk.naskah(kode).judul == ("Disimpan" if saved == "Disimpan" else old)
    assert saved == "Disimpan" or isinstance(saved, ConflictError)
    assert closed == "ditutup" or isinstance(closed, ConflictError)
    assert (desk.naskah(kode).status is Status.DITARIK) is (closed == "ditutup")
    assert saved == "Disimpan" or closed == "ditutup"


def publishing_and_saving(desk: Desk) -> None:
    """It is published while somebody saves: public is one of the two whole, stored is what was saved."""
    kode = desk.draft()
    desk.attach(kode, ("Pasal 1",))
    desk.office.submit(kode)
    seen, old = desk.version(kode), desk.naskah(kode).judul
    saved, published = at_once([lambda: _save(desk, kode, seen, "Disimpan"), lambda: desk.advance(kode)])

    assert desk.naskah(kode).judul == ("Disimpan" if saved == "Disimpan" else old)
    assert saved == "Disimpan" or isinstance(saved, ConflictError)
    assert not isinstance(published, Exception) or isinstance(published, ConflictError)
    row = desk.published(kode)
    assert row is None or row.judul in (old, desk.naskah(kode).judul)
    assert saved == "Disimpan" or row is not None


KINDS: dict[str, Callable[[Desk], None]] = {
    "two saves": two_saves,
    "there and back": there_and_back,
    "closing and saving": closing_and_saving,
    "publishing and saving": publishing_and_saving,
}
