"""Masa berlaku on every side of its days: the last day counts, an early end wins, nothing is guessed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.domain.naskah.masa_berlaku import MasaBerlaku, end_shown, is_over_before, last_day_in_force, masa_berlaku
from portal.domain.tanggal import wib_today

SIGNED = date(2025, 11, 13)
EXPIRES = date(2030, 11, 13)
PLAIN: dict[str, Any] = {
    "signed_on": SIGNED,
    "effective_on": None,
    "expires_on": EXPIRES,
    "is_open_ended": False,
    "ended_on": None,
    "end_kind": None,
}

CASES = [
    ("hari tanda tangan", {}, SIGNED, "berlaku"),
    ("sehari sebelum tanda tangan", {}, date(2025, 11, 12), "belum_berlaku"),
    ("hari terakhir masih berlaku", {}, EXPIRES, "berlaku"),
    ("sehari setelah hari terakhir", {}, date(2030, 11, 14), "berakhir"),
    ("mulai berlaku menang atas tanda tangan", {"effective_on": date(2026, 1, 1)}, date(2025, 12, 31), "belum_berlaku"),
    ("hari mulai berlaku", {"effective_on": date(2026, 1, 1)}, date(2026, 1, 1), "berlaku"),
    ("mulai berlaku sebelum tanda tangan", {"effective_on": date(2025, 1, 1)}, date(2025, 6, 1), "berlaku"),
    ("tanpa tanggal mulai", {"signed_on": None}, date(2026, 1, 1), "tidak_diketahui"),
    ("tanpa tanggal mulai, akhir sudah lewat", {"signed_on": None}, date(2031, 1, 1), "berakhir"),
    ("hanya mulai berlaku diketahui", {"signed_on": None, "effective_on": SIGNED}, SIGNED, "berlaku"),
    ("tanpa tanggal akhir", {"expires_on": None}, date(2026, 1, 1), "tidak_diketahui"),
    ("tanpa tanggal akhir, belum mulai", {"expires_on": None}, date(2025, 1, 1), "belum_berlaku"),
    ("tanpa batas waktu", {"expires_on": None, "is_open_ended": True}, date(2099, 1, 1), "berlaku"),
    ("tanpa batas waktu, mulai tidak diketahui", {**dict.fromkeys(("signed_on", "expires_on")), "is_open_ended": True},
     date(2099, 1, 1), "tidak_diketahui"),
    ("tidak ada tanggal sama sekali", dict.fromkeys(("signed_on", "expires_on")), SIGNED, "tidak_diketahui"),
    ("Pasal 37: diakhiri pada harinya", {"ended_on": date(2027, 5, 1), "end_kind": "diakhiri"}, date(2027, 5, 1),
     "diakhiri"),
    ("Pasal 37: sehari sebelum diakhiri", {"ended_on": date(2027, 5, 1), "end_kind": "diakhiri"}, date(2027, 4, 30),
     "berlaku"),
    ("Pasal 37: diakhiri, lalu akhirnya pun lewat", {"ended_on": date(2027, 5, 1), "end_kind": "diakhiri"},
     date(2031, 1, 1), "diakhiri"),
    ("Pasal 37: diakhiri sebelum mulai", {"ended_on": date(2025, 6, 1), "end_kind": "diakhiri"}, date(2025, 7, 1),
     "diakhiri"),
    ("Pasal 36: pengganti pada harinya", {"ended_on": date(2028, 2, 29), "end_kind": "diganti"}, date(2028, 2, 29),
     "diganti"),
    ("Pasal 36: sebelum pengganti", {"ended_on": date(2028, 2, 29), "end_kind": "diganti"}, date(2028, 2, 28),
     "berlaku"),
    ("berakhir lebih dulu daripada pengakhiran", {"ended_on": date(2031, 1, 1), "end_kind": "diakhiri"},
     date(2030, 12, 1), "berakhir"),
    ("berakhir pada 29 Februari", {"expires_on": date(2028, 2, 29)}, date(2028, 2, 29), "berlaku"),
    ("sehari setelah 29 Februari", {"expires_on": date(2028, 2, 29)}, date(2028, 3, 1), "berakhir"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "today", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_state_follows_from_dates_and_today(changes: dict[str, Any], today: date, expected: str) -> None:
    assert masa_berlaku(**{**PLAIN, **changes}, today=today) is MasaBerlaku(expected)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2030, 11, 13, 16, 59, 59, tzinfo=UTC), "berlaku"),
        (datetime(2030, 11, 13, 17, 0, 0, tzinfo=UTC), "berakhir"),
    ],
    ids=["23.59.59 WIB masih hari terakhir", "00.00 WIB sudah lewat"],
)
def test_the_last_day_ends_at_midnight_in_jakarta(instant: datetime, expected: str) -> None:
    assert masa_berlaku(**PLAIN, today=wib_today(instant)) is MasaBerlaku(expected)


@pytest.mark.parametrize(
    ("expires_on", "ended_on", "last_day"),
    [
        (None, None, None),
        (EXPIRES, None, EXPIRES),
        (None, date(2027, 5, 1), date(2027, 4, 30)),
        (EXPIRES, date(2027, 5, 1), date(2027, 4, 30)),
        (EXPIRES, date(2030, 11, 14), EXPIRES),
        (EXPIRES, date(2031, 1, 1), EXPIRES),
    ],
)
def test_pasal_37_the_last_day_is_the_end_of_the_term_or_the_day_before_an_earlier_ending(
    expires_on: date | None, ended_on: date | None, last_day: date | None
) -> None:
    assert last_day_in_force(expires_on, ended_on) == last_day
    assert not is_over_before(last_day, last_day or date.max)
    assert is_over_before(last_day, date.max) is (last_day is not None)


@pytest.mark.parametrize(("changes", "today"), [case[1:3] for case in CASES], ids=[case[0] for case in CASES])
def test_the_state_says_it_is_over_from_the_day_after_its_last_day(changes: dict[str, Any], today: date) -> None:
    facts = {**PLAIN, **changes}

    state = masa_berlaku(**facts, today=today)

    is_over = is_over_before(last_day_in_force(facts["expires_on"], facts["ended_on"]), today)
    assert is_over is (state in (MasaBerlaku.BERAKHIR, MasaBerlaku.DIAKHIRI, MasaBerlaku.DIGANTI))


@pytest.mark.parametrize(
    ("expires_on", "ended_on", "shown"),
    [
        (None, None, None),
        (date(2027, 1, 1), None, date(2027, 1, 1)),
        (None, date(2026, 5, 4), date(2026, 5, 4)),
        (date(2026, 1, 1), date(2026, 5, 4), date(2026, 5, 4)),
    ],
)
def test_the_end_shown_is_that_of_the_ending_where_there_is_one(
    expires_on: date | None, ended_on: date | None, shown: date | None
) -> None:
    assert end_shown(expires_on, ended_on) == shown
