"""What the machine still does with files: pages by the state of their recognition, reports in order of signing."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from portal.domain.naskah.enumerations import RecognitionState
from portal.domain.tanda_tangan.report import SignatureReport
from portal.models.berkas import Berkas, Halaman
from portal.models.job import JobKind, JobState
from portal.models.tanda_tangan import TandaTangan
from portal.queries.berkas import progress
from portal.queries.berkas.values import Recognition
from portal.services import tanda_tangan
from tests.factories.administration import add_job
from tests.factories.desk import Desk
from tests.queries.conftest import Ask

S = RecognitionState


def set_states(desk: Desk, berkas_id: int, *states: RecognitionState) -> None:
    """How the recognition of the pages of a file stands, from the first page on."""
    with desk.stores.database.transaction() as session:
        for nomor, state in enumerate(states, start=1):
            chosen = Halaman.berkas_id == berkas_id, Halaman.nomor == nomor
            session.execute(update(Halaman).where(*chosen).values(pengenalan=state))


def test_the_pages_of_each_file_are_counted_by_state(desk: Desk, ask: Ask, cost: Callable[..., int]) -> None:
    kode = desk.draft()
    states = (S.TIDAK_PERLU, S.MENUNGGU, S.TANPA_MESIN, S.SELESAI, S.KOSONG, S.GAGAL)
    one = desk.attach(kode, ["-"] * len(states)).berkas_id
    two, digital = desk.attach(kode, ["-"] * 2).berkas_id, desk.attach(kode, ["Pasal 1"]).berkas_id
    set_states(desk, one, *states)
    set_states(desk, two, S.MENUNGGU, S.TIDAK_PERLU)

    found = ask(progress.recognition_of, [one, two, digital])

    assert found == {
        one: Recognition(done=3, total=5, without_engine=1, failed=1),
        two: Recognition(done=0, total=1),
    }
    assert ask(progress.recognition_of, [two]) == {two: Recognition(0, 1)}
    assert ask(progress.recognition_of, []) == {}
    assert cost(progress.recognition_of, [one, two, digital]) == 1


def test_reports_are_those_of_the_files_asked_for_in_order_of_signing(
    desk: Desk, ask: Ask, cost: Callable[..., int]
) -> None:
    kode = desk.draft()
    one, two, none = (desk.attach(kode, ["Pasal 1"]).berkas_id for _ in range(3))
    with desk.stores.database.transaction() as session:
        reports = [SignatureReport("B", signer="Kedua"), SignatureReport("A", signer="Pertama")]
        tanda_tangan.store_signatures(session, one, reports, "", now=desk.act().now)
        tanda_tangan.store_signatures(session, two, [SignatureReport("C")], "", now=desk.act().now)
        # The rows come out in the order of signing, not in that of their numbers.
        rows = session.scalars(select(TandaTangan).where(TandaTangan.berkas_id == one)).all()
        for row, urutan in zip(rows, (12, 11), strict=True):
            row.urutan = urutan

    found = ask(progress.signatures_of, [one, none])

    assert {berkas: [report.signer for report in reports] for berkas, reports in found.items()} == {
        one: ["Pertama", "Kedua"]
    }
    assert ask(progress.signatures_of, []) == {}
    assert cost(progress.signatures_of, [one, two, none]) == 1


@pytest.mark.parametrize(
    ("kind", "state", "is_being_suggested"),
    [
        (JobKind.SARANKAN, JobState.MENUNGGU, True),
        (JobKind.SARANKAN, JobState.BERJALAN, True),
        (JobKind.SARANKAN, JobState.SELESAI, False),
        (JobKind.SARANKAN, JobState.GAGAL, False),
        (JobKind.BACA_BERKAS, JobState.BERJALAN, False),
    ],
)
def test_suggestions_are_made_as_long_as_their_job_is_not_over(
    desk: Desk, ask: Ask, kind: JobKind, state: JobState, is_being_suggested: bool
) -> None:
    kode = desk.draft()
    # Files that nobody has read have no other job for suggestions.
    one, other = (desk.attach(kode, []).berkas_id for _ in range(2))
    add_job(desk.stores, kind, one, state)

    found = ask(lambda session: dict(session.execute(select(Berkas.id, progress.IS_BEING_SUGGESTED)).all()))

    assert {berkas: bool(is_on) for berkas, is_on in found.items()} == {one: is_being_suggested, other: False}
