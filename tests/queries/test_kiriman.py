"""What was sent in, as it is listed: who learns of which, the newest first, narrowed by what became of it."""

from portal import clock
from portal.models.kiriman import KirimanState
from portal.queries import kiriman as stored
from portal.queries.naskah import worklist
from portal.services.kiriman.settling import KirimanOutcome
from tests.factories.desk import Desk
from tests.factories.kiriman import REASON, by_folder, by_mail
from tests.factories.readers import ABOVE, ADMIN, BESIDE, BIRO, CHIEF, OWN, PPID
from tests.fixtures.statements import counted
from tests.queries.conftest import Ask


def told(ask: Ask, actor: object, state: KirimanState | None = None) -> list[str]:
    return [item.nama or item.sender for item in ask(stored.list_kiriman, actor, state, 1).items]


def test_each_unit_sees_its_own_and_those_who_look_after_the_portal_what_belongs_to_none(desk: Desk, ask: Ask) -> None:
    kode = desk.draft()
    by_folder(desk.stores, "KANIM-A", "a.pdf", KirimanOutcome(kode=kode))
    by_folder(desk.stores, "LAPAS-B", "b.pdf", KirimanOutcome(reason=REASON))
    by_folder(desk.stores, "SALAH", "c.pdf", KirimanOutcome(reason=REASON))
    by_mail(desk.stores, "asing@contoh.com", "", KirimanOutcome(reason="Pengirim tidak dikenal."))

    assert told(ask, OWN) == told(ask, ABOVE) == told(ask, CHIEF) == ["a.pdf"]
    assert told(ask, BESIDE) == ["b.pdf"]
    assert told(ask, ADMIN) == ["asing@contoh.com", "c.pdf"]
    assert told(ask, PPID) == ["b.pdf", "a.pdf"]
    assert told(ask, BIRO) == ["asing@contoh.com", "c.pdf", "b.pdf", "a.pdf"]
    assert told(ask, BIRO, KirimanState.DITERIMA) == ["a.pdf"]
    assert told(ask, OWN, KirimanState.DITOLAK) == []


def test_the_code_of_a_naskah_that_went_to_another_unit_is_not_told(desk: Desk, ask: Ask) -> None:
    kode = desk.draft()
    by_folder(desk.stores, "LAPAS-B", "a.pdf", KirimanOutcome(kode=kode))

    assert [item.kode for item in ask(stored.list_kiriman, BESIDE, None, 1).items] == [""]
    assert [item.kode for item in ask(stored.list_kiriman, BIRO, None, 1).items] == [kode]


def test_a_long_list_has_pages_and_costs_the_same(desk: Desk, ask: Ask) -> None:
    for number in range(stored.PER_PAGE + 2):
        by_folder(desk.stores, "KANIM-A", f"{number}.pdf", KirimanOutcome(reason=REASON))

    with counted(desk.stores.database) as seen:
        first = ask(stored.list_kiriman, OWN, None, 1)
    second = ask(stored.list_kiriman, OWN, None, 2)

    assert len(seen) <= 2
    assert (first.total, len(first.items), len(second.items)) == (27, 25, 2)
    assert [item.nama for item in second.items] == ["1.pdf", "0.pdf"]
    assert first.items[0].size == 2_400_000


def test_the_menu_offers_the_list_to_whom_it_tells_something(desk: Desk, ask: Ask) -> None:
    assert not ask(worklist.load_menu, BIRO, clock.today()).has_kiriman
    by_folder(desk.stores, "LAPAS-B", "b.pdf", KirimanOutcome(reason=REASON))

    assert ask(worklist.load_menu, BESIDE, clock.today()).has_kiriman
    assert not ask(worklist.load_menu, OWN, clock.today()).has_kiriman
    assert not ask(worklist.load_menu, ADMIN, clock.today()).has_kiriman
