"""What holds for every start, every length and every calendar, also those nobody has thought of."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.domain.kalender.kalender import HariLibur, JenisLibur, Kalender, StatusTahun, TahunKalender
from portal.domain.tenggat.tenggat import Aturan, Tenggat, tenggat

FIRST, LAST = date(2027, 12, 1), date(2028, 6, 30)  # over a year end and a 29 February
DATES = st.dates(FIRST, LAST)
LENGTHS = st.integers(1, 40)
DAYS_OFF = st.builds(HariLibur, DATES, st.sampled_from(JenisLibur), st.just("CONTOH"))
YEARS = st.lists(
    st.builds(TahunKalender, st.integers(2027, 2028), st.sampled_from(StatusTahun)), unique_by=lambda year: year.tahun
)
CALENDARS = st.builds(
    Kalender,
    st.lists(DAYS_OFF, max_size=40, unique_by=lambda libur: libur.tanggal).map(tuple),
    YEARS.map(tuple),
    st.booleans(),
)
enough = settings(max_examples=150, deadline=None)


def count(start: date, length: int, kalender: Kalender) -> Tenggat:
    rule = Aturan(kode="uji", hari_kerja=length, peraturan="", dasar="", dihitung_dari="", keterangan="")
    return tenggat(rule, start, kalender)


@enough
@given(DATES, DATES, LENGTHS, CALENDARS)
def test_a_later_start_is_never_due_earlier(one: date, other: date, length: int, kalender: Kalender) -> None:
    earlier, later = sorted((one, other))

    assert count(earlier, length, kalender).due_on <= count(later, length, kalender).due_on


@enough
@given(DATES, LENGTHS, CALENDARS)
def test_the_due_date_is_a_working_day_after_the_start(start: date, length: int, kalender: Kalender) -> None:
    found = count(start, length, kalender)

    assert found.due_on > start
    assert kalender.is_workday(found.due_on)
    assert found.due_on.weekday() < 5
    assert found.days_left(start) == length
    assert found.days_left(found.due_on) == 0


@enough
@given(DATES, LENGTHS, CALENDARS, DAYS_OFF)
def test_one_more_day_off_never_brings_it_forward(
    start: date, length: int, kalender: Kalender, libur: HariLibur
) -> None:
    without = kalender.without_day(libur.tanggal)
    before, after = count(start, length, without), count(start, length, without.with_day(libur))

    assert after.due_on >= before.due_on


@enough
@given(DATES, LENGTHS, LENGTHS, CALENDARS)
def test_counting_in_two_steps_is_counting_at_once(start: date, one: int, other: int, kalender: Kalender) -> None:
    half_way = count(start, one, kalender).due_on

    assert count(half_way, other, kalender).due_on == count(start, one + other, kalender).due_on


@enough
@given(DATES, LENGTHS, CALENDARS)
def test_the_explanation_adds_up(start: date, length: int, kalender: Kalender) -> None:
    found = count(start, length, kalender)

    assert [day.ke for day in found.days if day.is_counted] == list(range(1, length + 1))
    assert len(found.days) == (found.due_on - start).days
    assert [day.is_counted for day in found.days] == [kalender.is_workday(day.tanggal) for day in found.days]
    assert all(("hari kerja" in day.alasan) is day.is_counted for day in found.days)


@enough
@given(DATES, LENGTHS, CALENDARS)
def test_it_is_firm_only_when_every_year_it_touches_is_decreed(start: date, length: int, kalender: Kalender) -> None:
    found = count(start, length, kalender)

    touched = {day.tanggal.year for day in found.days}
    assert found.is_provisional is not all(kalender.is_decided(year) for year in touched)


@enough
@given(DATES, DATES, CALENDARS)
def test_counting_between_is_counting_day_by_day(after: date, until: date, kalender: Kalender) -> None:
    days = [after + timedelta(days=step) for step in range(1, (until - after).days + 1)]

    assert kalender.workdays_between(after, until) == sum(map(kalender.is_workday, days))


@enough
@given(DATES, LENGTHS, CALENDARS, DATES, DATES)
def test_days_left_never_grow_again(start: date, length: int, kalender: Kalender, one: date, other: date) -> None:
    found = count(start, length, kalender)
    earlier, later = sorted((one, other))

    assert found.days_left(earlier) >= found.days_left(later)
    assert (found.days_left(later) < 0) is (later > found.due_on)
