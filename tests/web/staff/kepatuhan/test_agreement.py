"""The same figures everywhere: read off the rendered page, its lists, the workbook, the report and the feed."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from portal import clock
from portal.config import Config
from portal.domain.permissions import Peran
from portal.wiring import Stores
from tests.factories.kepatuhan import Rak
from tests.web.staff.conftest import Browser

TODAY = date(2026, 11, 23)
EFFECTIVE = date(2025, 5, 22)
BOARD = "/biro/kepatuhan"
NUMBER = r"([\d.]+)"


@pytest.fixture
def config(config: Config, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A portal in which the regulation is in force, on a known day."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    return replace(config, effective_on=EFFECTIVE)


@pytest.fixture
def rak(stores: Stores) -> Rak:
    """An empty shelf."""
    return Rak(stores)


def number(text: str) -> int:
    return int(text.replace(".", ""))


def tiles(page: str) -> dict[str, int]:
    found = re.findall(rf'data-ubin="(terlambat|segera|dalam_waktu)"><b>.*?</svg>{NUMBER}</b>', page, re.S)
    return {name: number(text) for name, text in found}


def sentence(page: str) -> str:
    found = re.search(r"<p class=\"kalimat\" data-kalimat>(.*?)</p>", page, re.S)
    assert found is not None
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def late_of(text: str) -> tuple[int, int]:
    """What the sentence says: how many are late, and the sum over the units it names."""
    head, _, rest = text.partition(": ")
    if "Tidak ada yang terlambat" in text or "terlambat" not in head:
        return 0, 0
    where = rest.partition(". ")[0]
    return sum(map(number, re.findall(rf"{NUMBER} naskah", head))), sum(
        map(number, re.findall(rf"{NUMBER} di ", where))
    )


def unit_counts(page: str) -> Counter[str]:
    counted: Counter[str] = Counter()
    pattern = rf"{NUMBER} terlambat, {NUMBER} segera, {NUMBER} dalam waktu"
    for late, soon, rest in re.findall(pattern, page):
        counted.update({"terlambat": number(late), "segera": number(soon), "dalam_waktu": number(rest)})
    return counted


def calendar_counts(page: str) -> tuple[dict[str, int], int, int, int]:
    days = {day: number(text) for day, text in re.findall(rf'data-hari="([\d-]+)".*?<b>{NUMBER}</b>', page, re.S)}
    found = re.search(r'data-kalender="(\d+)" data-sebelum="(\d+)" data-sesudah="(\d+)"', page)
    assert found is not None
    return days, int(found[1]), int(found[2]), int(found[3])


def listed(browser: Browser, group: str, more: str = "") -> int:
    page = browser.get(f"{BOARD}/daftar?kelompok={group}{more}").text
    found = re.search(r'data-jumlah="(\d+)"', page)
    assert found is not None
    return int(found[1])


def states_of_all_pages(browser: Browser, more: str = "") -> Counter[str]:
    counted: Counter[str] = Counter()
    for hal in range(1, 20):
        states = re.findall(
            r'data-keadaan="(\w+)"', browser.get(f"{BOARD}/daftar?kelompok=terbuka&hal={hal}{more}").text
        )
        counted.update(states)
        if len(states) < 50:
            break
    return counted


def book_of(browser: Browser, more: str = "") -> Workbook:
    answer = browser.get(f"{BOARD}/kepatuhan.xlsx{more}")
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.data))


def summary_of(book: Workbook) -> dict[str, object]:
    return {str(row[0]): row[1] for row in book["Ringkasan"].iter_rows(min_row=2, values_only=True)}


@pytest.mark.parametrize("seed", range(4))
def test_c2_every_place_gives_the_same_figures(biro: Browser, rak: Rak, seed: int) -> None:
    rak.fill(120, TODAY, seed)

    for narrowed in ("", "?unit=IMI", "?periode=2026-11", "?unit=PAS&periode=2026-T4"):
        check_every_place(biro, narrowed)


def check_every_place(biro: Browser, narrowed: str) -> None:
    more = "&" + narrowed[1:] if narrowed else ""

    page = biro.get(BOARD + narrowed).text
    shown = tiles(page)
    total = sum(shown.values())
    said, by_units = late_of(sentence(page))
    days, in_month, before, after = calendar_counts(page)
    ages = sum(map(int, re.findall(r'data-usia="(\d+)"', page)))
    states = states_of_all_pages(biro, more)
    book = book_of(biro, narrowed)
    summary = summary_of(book)
    rows = list(book["Belum diterima"].iter_rows(min_row=2, values_only=True))
    units = list(book["Per unit"].iter_rows(min_row=2, values_only=True))
    due = {str(row[0].date()): row[1] for row in book["Kalender"].iter_rows(min_row=2, values_only=True)}

    assert said == by_units == shown["terlambat"]
    assert dict(unit_counts(page)) == {name: count for name, count in shown.items()} or total == 0
    assert {name: states[name] for name in shown} == shown
    assert [listed(biro, name, more) for name in (*shown, "terbuka")] == [*shown.values(), total]
    assert in_month + before + after == ages == total
    assert sum(days.values()) == in_month
    assert days == {day: count for day, count in due.items() if day.startswith("2026-11")}
    assert sum(due.values()) == len(rows) == summary["Belum diterima seluruhnya"] == total
    assert summary["Terlambat"] == shown["terlambat"] == sum(row[1] for row in units)
    assert (summary["Jatuh tempo dalam 3 hari kerja"], summary["Masih dalam waktu"]) == (
        shown["segera"], shown["dalam_waktu"],
    )  # fmt: skip
    assert sum(row[4] for row in units) == total
    assert summary["Kalimat"] == sentence(page)
    longest = max((-row[1] for row in rows if row[0] == "Terlambat"), default=0)
    assert summary["Paling lama terlambat (hari kerja)"] == longest
    assert not longest or f"paling lama {longest} hari kerja" in sentence(page)


@pytest.mark.parametrize("seed", range(3))
def test_c2_the_rate_is_the_same_on_page_lists_history_workbook_and_report(biro: Browser, rak: Rak, seed: int) -> None:
    rak.fill(120, TODAY, seed, days_back=200)
    page = biro.get(BOARD).text
    found = re.search(rf"tepat waktu tahun ini \({NUMBER} dari {NUMBER}\)", page)
    assert found is not None
    on_time, decided = map(number, found.groups())
    history = re.findall(
        r'data-bulan="2026-\d\d"><th[^>]*>[^<]*</th><td class="angka">(\d+)</td><td class="angka">(\d+)</td>', page
    )
    book = book_of(biro)
    rate = {row[0]: row[1] for row in book["Ringkasan"].iter_rows(min_row=2, values_only=True)}
    units = list(book["Per unit"].iter_rows(min_row=2, values_only=True))
    due_this_year = listed(biro, "terlambat", "&periode=2026")
    report = biro.get(f"{BOARD}/laporan.pdf")
    text = " ".join(_pdf_text(report.data).split())

    assert listed(biro, "tepat_waktu") == on_time
    assert on_time + listed(biro, "diterima_terlambat") + due_this_year == decided
    # What is due in December and already here is of this year, but of no month that has begun.
    december = re.search(
        rf"tepat waktu Desember 2026 \({NUMBER} dari {NUMBER}\)", biro.get(f"{BOARD}?periode=2026-12").text
    )
    assert december is not None
    ahead = [number(text) for text in december.groups()]
    assert [sum(int(a) for a, _ in history), sum(int(b) for _, b in history)] == [
        on_time - ahead[0],
        decided - ahead[1],
    ]
    assert (rate["Tepat waktu, tahun 2026"], rate["Sudah dapat dinilai, tahun 2026"]) == (on_time, decided)
    assert (sum(row[5] for row in units), sum(row[6] for row in units)) == (on_time, decided)
    assert f"({on_time} dari {decided})" in text
    assert sentence(page) in text


def test_c2_the_feed_has_one_entry_for_every_open_handover_of_its_unit(biro: Browser, rak: Rak) -> None:
    rak.fill(120, TODAY, 5)
    page = biro.post(f"{BOARD}/kalender", {"unit": "IMI"}).text
    found = re.search(r"/kalender/([\w-]+)\.ics", page)
    assert found is not None

    answer = biro.client.get(f"/kalender/{found[1]}.ics")
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    counted = Counter(str(event["DTSTART"].dt) for event in events)
    rows = book_of(biro, "?unit=IMI")["Kalender"].iter_rows(min_row=2, values_only=True)

    assert counted == {str(day.date()): count for day, count in rows}
    late = [event for event in events if str(event["SUMMARY"]).startswith("TERLAMBAT")]
    assert len(late) == tiles(biro.get(f"{BOARD}?unit=IMI").text)["terlambat"]


def test_c2_units_add_up_to_the_ministry_and_pimpinan_see_their_branch_alone(
    biro: Browser, person: Callable[..., Browser], rak: Rak
) -> None:
    rak.fill(150, TODAY, 6)
    whole = tiles(biro.get(BOARD).text)
    branches = [tiles(biro.get(f"{BOARD}?unit={unit}").text) for unit in ("IMI", "PAS", "SETJEN")]
    chief = person("kepala@contoh.go.id", Peran.PIMPINAN, "IMI")

    assert whole == dict(sum((Counter(branch) for branch in branches), Counter()))
    assert tiles(chief.get(BOARD).text) == branches[0]
    assert tiles(chief.get(f"{BOARD}?unit=IMI").text) == branches[0]
    assert chief.get(f"{BOARD}?unit=PAS").status_code == 404
    assert chief.get(f"{BOARD}?unit=TIDAK-ADA").status_code == 404


def _pdf_text(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        parts = []
        for number_of_page in range(len(document)):
            page = document[number_of_page]
            textpage = page.get_textpage()
            parts.append(textpage.get_text_range())
            textpage.close()
            page.close()
        return "\n".join(parts)
    finally:
        document.close()
