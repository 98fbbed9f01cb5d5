"""Letters that both sign: who writes to whom, and which letters are none."""

from portal.domain.suggestions.find.letters import correspondents, matter_line
from portal.domain.suggestions.text.lines import lines_of
from tests.factories.naskah_text import page

LETTER = """KANTOR WILAYAH CONTOH
KANTOR IMIGRASI CONTOH
Nomor : W1.FA.PL.04.02-0315
Perihal : Pemakaian Aula
Kepada Yth.
Ketua Persatuan Tenis Contoh
di - KOTACONTOH"""


def test_the_last_institution_of_the_letterhead_writes_to_whom_it_addresses() -> None:
    lines = lines_of(page(LETTER))

    found = correspondents(lines, 2)

    assert matter_line(lines) == 3
    assert [[line.text for line in group] for group in found] == [
        ["KANTOR IMIGRASI CONTOH"],
        ["Ketua Persatuan Tenis Contoh"],
    ]


def test_a_matter_without_addressee_and_a_letterhead_without_institution_tell_nobody() -> None:
    unaddressed = lines_of(page(LETTER.replace("Kepada Yth.", "Demikian")))
    nameless = lines_of(page(LETTER.replace("KANTOR ", "")))

    assert matter_line(unaddressed) is None
    assert correspondents(unaddressed, 2) == []
    assert correspondents(nameless, 2) == []
