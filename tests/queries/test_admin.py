"""What the administration sees: accounts by name and page, the tree with its counts, the queue without codes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.errors import NotFoundError
from portal.models.berkas import Halaman
from portal.models.job import JobKind, JobState
from portal.models.user import LoginSession
from portal.queries import admin
from portal.services import workers
from portal.wiring import Stores
from tests.factories.administration import NOW, add_job, add_user
from tests.factories.desk import Desk
from tests.factories.naskah import UNITS, sample_fields
from tests.factories.readers import ADMIN, BESIDE, OWN
from tests.queries.conftest import Ask

TODAY = NOW.date()


def test_accounts_are_listed_by_name_and_those_that_are_closed_last(stores: Stores, ask: Ask) -> None:
    assert ask(admin.list_users, "", 1) == admin.UserPage((), 0, 1)
    for nama, is_active in (("budi", True), ("Ani", True), ("Abdul", False)):
        add_user(stores, nama, is_active=is_active)

    found = ask(admin.list_users, "", 1)

    assert [user.nama for user in found.users] == ["Ani", "budi", "Abdul"]
    assert [user.is_active for user in found.users] == [True, True, False]
    assert found.total == 3


@pytest.mark.parametrize(
    ("text", "names"),
    [("ANI", ["Ani Contoh"]), ("  ani   contoh ", ["Ani Contoh"]), ("surat@", ["Budi"]), ("%", []), ("_", [])],
)
def test_accounts_are_narrowed_by_a_part_of_name_or_address(
    stores: Stores, ask: Ask, text: str, names: list[str]
) -> None:
    add_user(stores, "Ani Contoh")
    add_user(stores, "Budi", email="surat@contoh.example")

    found = ask(admin.list_users, text, 1)

    assert [user.nama for user in found.users] == names
    assert found.total == len(names)


def test_a_long_list_of_accounts_comes_by_pages_with_as_many_questions(
    stores: Stores, ask: Ask, cost: Callable[..., int]
) -> None:
    add_user(stores, "Nama 00", ("PAS", TODAY, None))
    few = cost(admin.list_users, "", 1)
    for number in range(1, admin.PER_PAGE + 1):
        add_user(stores, f"Nama {number:02}", ("IMI", TODAY, None))

    first, second = ask(admin.list_users, "", 1), ask(admin.list_users, "", 2)

    assert (len(first.users), first.total) == (admin.PER_PAGE, admin.PER_PAGE + 1)
    assert ([user.nama for user in second.users], second.total, second.page) == (["Nama 50"], admin.PER_PAGE + 1, 2)
    assert ask(admin.list_users, "", 3).users == ()
    assert [entry.unit_kode for entry in first.users[0].penugasan] == ["PAS"]
    assert cost(admin.list_users, "", 1) == few == 3


def test_an_account_shows_its_assignments_newest_first_and_the_sessions_that_run(stores: Stores, ask: Ask) -> None:
    past = (TODAY - timedelta(days=90), TODAY - timedelta(days=1))
    user_id = add_user(stores, "Ani", ("PAS", *past), ("IMI", TODAY, None))
    with stores.database.transaction() as session:
        for number, (seen, ended) in enumerate(((1, None), (2, None), (9, NOW))):
            seen_at = NOW + timedelta(hours=seen)
            session.add(
                LoginSession(
                    token_hash=str(number), user_id=user_id, created_at=NOW, seen_at=seen_at, ended_at=ended, device="-"
                )
            )

    found = ask(admin.find_user, user_id)

    assert [(entry.unit_kode, entry.unit_nama) for entry in found.penugasan] == [
        ("IMI", "Direktorat Jenderal Imigrasi"),
        ("PAS", "Direktorat Jenderal Pemasyarakatan"),
    ]
    assert [entry.is_current(TODAY) for entry in found.penugasan] == [True, False]
    assert [entry.is_current(past[1]) for entry in found.penugasan] == [False, True]
    assert (found.sessions, found.last_seen_at) == (2, NOW + timedelta(hours=2))
    with pytest.raises(NotFoundError):
        ask(admin.find_user, user_id + 1)


def test_an_account_nobody_entered_with_has_no_session(stores: Stores, ask: Ask) -> None:
    found = ask(admin.find_user, add_user(stores, "Ani"))

    assert (found.penugasan, found.sessions, found.last_seen_at) == ((), 0, None)


def test_every_unit_can_be_chosen_by_name(ask: Ask, cost: Callable[..., int]) -> None:
    found = ask(admin.all_units)

    assert {unit.kode for unit in found} == {unit.kode for unit in UNITS}
    assert [unit.nama for unit in found] == sorted((unit.nama for unit in UNITS), key=str.lower)
    assert cost(admin.all_units) == 1


def test_the_tree_shows_each_unit_below_its_parent_with_its_naskah_and_its_people_of_today(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    desk.draft(sample_fields())
    day = timedelta(days=1)
    add_user(desk.stores, "Ani", ("KANIM-A", TODAY, TODAY), ("KANIM-A", TODAY - day, None))
    add_user(desk.stores, "Lama", ("KANIM-A", TODAY - 9 * day, TODAY - day))
    add_user(desk.stores, "Besok", ("KANIM-A", TODAY + day, None))
    add_user(desk.stores, "Tutup", ("KANIM-A", TODAY, None), is_active=False)

    found = ask(admin.unit_tree, TODAY)

    assert [(unit.kode, unit.depth) for unit in found] == [
        ("KEMEN", 0), ("IMI", 1), ("KANIM-A", 2), ("PAS", 1), ("LAPAS-B", 2), ("SETJEN", 1), ("BIRO", 2),
    ]  # fmt: skip
    assert {unit.kode: (unit.naskah, unit.people) for unit in found if unit.naskah or unit.people} == {
        "KANIM-A": (1, 1)
    }
    assert cost(admin.unit_tree, TODAY) == 1


def test_an_empty_queue_waits_for_nothing(ask: Ask) -> None:
    assert ask(admin.load_queue, ADMIN, NOW) == admin.Queue(0, 0, 0, None, ())


def test_the_queue_counts_by_state_and_says_since_when_the_oldest_waits(stores: Stores, ask: Ask) -> None:
    early, late = NOW - timedelta(hours=3), NOW + timedelta(hours=3)
    for state, not_before in (
        (JobState.MENUNGGU, late), (JobState.MENUNGGU, NOW), (JobState.MENUNGGU, early),
        (JobState.BERJALAN, early - timedelta(hours=1)), (JobState.SELESAI, early - timedelta(hours=1)),
        (JobState.GAGAL, early - timedelta(hours=1)), (JobState.GAGAL, early),
    ):  # fmt: skip
        add_job(stores, JobKind.INDEKS, 1, state, not_before)

    found = ask(admin.load_queue, ADMIN, NOW)

    assert (found.waiting, found.running, found.failed, found.oldest_due_at) == (3, 1, 2, early)


def test_failed_work_names_its_naskah_only_to_those_who_may_read_it(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    desk.draft(sample_fields(unit="LAPAS-B"))
    kode = desk.draft(sample_fields())
    naskah_id, berkas_id = desk.naskah(kode).id, desk.attach(kode, ["Pasal 1"]).berkas_id
    with desk.stores.database.reading() as session:
        halaman_id = session.scalars(select(Halaman.id)).one()
    jobs = [
        add_job(desk.stores, JobKind.BACA_BERKAS, berkas_id, JobState.GAGAL),
        add_job(desk.stores, JobKind.TERBITKAN, naskah_id, JobState.GAGAL),
        add_job(desk.stores, JobKind.SARANKAN, berkas_id, JobState.GAGAL),
        add_job(desk.stores, JobKind.BACA_KEDUA, halaman_id, JobState.GAGAL),
    ]

    def codes(actor: object) -> list[tuple[int, str]]:
        return [(job.id, job.kode) for job in ask(admin.load_queue, actor, NOW).failed_jobs]

    assert codes(OWN) == [(job, kode) for job in reversed(jobs)]
    assert codes(BESIDE) == codes(ADMIN) == [(job, "") for job in reversed(jobs)]
    assert ask(admin.load_queue, ADMIN, NOW).failed_jobs[0].error == "Rusak."
    assert cost(admin.load_queue, ADMIN, NOW) == 3


def test_the_queue_tells_what_the_living_workers_say_of_their_second_readers(stores: Stores, ask: Ask) -> None:
    with stores.database.transaction() as session:
        for name, said, ago in (("a", "PP-OCR", 5), ("b", "PP-OCR", 9), ("c", "Tidak terpasang.", 600), ("d", "", 1)):
            workers.note_alive(session, name, now=NOW - timedelta(seconds=ago), second_reader=said)

    assert ask(admin.load_queue, ADMIN, NOW).second_readers == ("PP-OCR",)
