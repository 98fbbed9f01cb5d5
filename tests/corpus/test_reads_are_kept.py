"""What was read of a paper comes back as it was kept, with the lines of the second reader where there are some."""

from pathlib import Path

from portal.domain.berkas.reading import PageText, ReadLine, WordBox
from tests.corpus.reading import PaperRead
from tests.corpus.scanning import Condition


def test_a_read_comes_back_with_the_words_and_lines_of_both_readers(tmp_path: Path) -> None:
    word = WordBox("NOMOR", 0.1, 0.2, 0.3, 0.22, 0.91)
    line = ReadLine("NOMOR 12 CONTOH", 0.1, 0.2, 0.6, 0.22, 0.97)
    once = PageText(2, "NOMOR 12", "our_ocr", 595.0, 842.0, (word,), confidence=0.9)
    twice = PageText(1, "NOMOR 12", "our_ocr", 595.0, 842.0, (word,), confidence=0.9, second=(line,))
    read = PaperRead("F00", Condition(200), (twice, once), (1.0, 0.5))

    read.save(tmp_path)

    assert PaperRead.load(tmp_path / "F00.json") == read
