"""Measures the suggestions for the fields of a naskah on papers whose truth is known, read through the real reader.

`python -m tests.benchmarks.suggestions_bench` reads (4 to 8 minutes on two processors) and prints. `--dump FOLDER`
keeps what was read, `--from FOLDER` judges that again within seconds, `--misses` lists what went wrong, `--only
001,017` picks papers, `--fields judul,signed_on` picks fields, `--all-pages` reads also the middle of long papers.
`--half tuned|unseen` takes a part of the corpus made like papers of many offices instead of the clean one, and reports
by kind of difficulty too; `--half fresh`, `--half archive` and `--half ledger` are like an archive, where a paper has
a difficulty or two, and `--half harbour`, `--half meadow`, `--half orchard`, `--half garden` and `--half grove` hold
what offices hand in day by day. A part measures what was tuned on others until it is looked at.
`--second` lets the second reader read the pages that carry the metadata, also of what comes `--from` a folder, and
judges both readings merged; with `--dump` its lines are kept and not read again.
"""

import argparse
import csv
import importlib
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from indexer.ocr.engine import OcrEngine
from indexer.ocr.second import SecondReader
from portal.domain.berkas.reading import PageText
from portal.domain.naskah.enumerations import JenisMitra
from portal.domain.suggestions.values import Field, Known, KnownMitra, Saran
from tests.corpus.judge import Outcome, Verdict, judge
from tests.corpus.naskah import Naskah, corpus
from tests.corpus.reading import PaperRead, read_again, read_corpus

Suggest = Callable[[Sequence[PageText], Known], tuple[Saran, ...]]
SAMPLES = Path(__file__).parents[2] / "portal" / "samples" / "data"
_PARTS = (
    *("tuned", "unseen", "fresh", "archive", "ledger"),
    *("harbour", "meadow", "orchard", "garden", "grove", "structure"),
)
_HEAD = "n".rjust(5) + "".join(str(outcome).rjust(14) for outcome in Outcome)


def main() -> None:
    """Read, judge and print."""
    options = _options()
    only = tuple(options.only.split(",")) if options.only else ()
    suggest = None if options.read_only else _suggest(is_merged=options.second)
    reads = _reads(options, only)
    if options.second:
        reads = _read_twice(options, reads)
    _print_accuracy(reads)
    if suggest is None:
        return
    papers = {naskah.id: naskah for naskah in corpus(options.half)}
    known = known_names()
    started = time.perf_counter()
    verdicts = [one for read in reads for one in judge(papers[read.id], suggest(read.pages, known))]
    print(f"{len(reads)} papers, {(time.perf_counter() - started) / len(reads) * 1000:.0f} ms each for the suggestions")
    fields = set(options.fields.split(",")) if options.fields else None
    verdicts = [one for one in verdicts if fields is None or one.bidang in fields]
    _print_tables(verdicts, {read.id: read for read in reads}, papers)
    if options.misses:
        print_misses(verdicts)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump", type=Path, help="keep what was read in this folder")
    parser.add_argument("--from", dest="source", type=Path, help="take what was read from this folder")
    parser.add_argument("--read-only", action="store_true", help="read and keep, judge nothing")
    parser.add_argument("--misses", action="store_true", help="list every field that was not right")
    parser.add_argument("--only", help="ids of papers, with commas between")
    parser.add_argument("--fields", help="fields, with commas between")
    parser.add_argument("--all-pages", action="store_true", help="also the middle of long papers")
    parser.add_argument("--half", choices=_PARTS, default="", help="the part of the corpus")
    parser.add_argument("--second", action="store_true", help="also with the second reader, both readings merged")
    parser.add_argument("--lang", default="ind+eng")
    return parser.parse_args()


def _suggest(*, is_merged: bool) -> Suggest:
    place, name = ("agree", "suggest_by_both") if is_merged else ("suggest", "suggest")
    try:
        module = importlib.import_module(f"portal.domain.suggestions.{place}")
    except ModuleNotFoundError as error:
        raise SystemExit(
            f"portal.domain.suggestions.{place} is missing, so nothing can be judged ({error.name})"
        ) from None
    function: Suggest = getattr(module, name)
    return function


def _reads(options: argparse.Namespace, only: tuple[str, ...]) -> list[PaperRead]:
    if options.source:
        paths = sorted(options.source.glob("*.json"))
        if not paths:
            raise SystemExit(f"{options.source} holds nothing that was read; make it with --dump")
        known = {naskah.id for naskah in corpus(options.half)}
        return [PaperRead.load(path) for path in paths if path.stem in (only or known)]
    engine = OcrEngine(options.lang)
    if not engine.is_available:
        raise SystemExit(engine.reason)
    started, reads = time.perf_counter(), []
    for read in read_corpus(engine, all_pages=options.all_pages, only=only, bagian=options.half):
        reads.append(read)
        if options.dump:
            options.dump.mkdir(parents=True, exist_ok=True)
            read.save(options.dump)
    pages = sum(len(read.pages) for read in reads)
    print(f"read {pages} pages of {len(reads)} papers in {time.perf_counter() - started:.0f} s")
    return reads


def _read_twice(options: argparse.Namespace, reads: Sequence[PaperRead]) -> list[PaperRead]:
    """The reads with the lines of the second reader; says what that cost and on how many pages it failed."""
    before, twice, failures = _count_twice(reads), [], Counter[str]()
    with SecondReader() as second:
        if not second.availability.is_available:
            raise SystemExit(second.said)
        started = time.perf_counter()
        for read, failed in read_again(second, reads, bagian=options.half):
            twice.append(read)
            failures.update(str(failure) for failure in failed)
            if options.dump:
                options.dump.mkdir(parents=True, exist_ok=True)
                read.save(options.dump)
        seconds, spent = time.perf_counter() - started, _children_seconds()
    # What its pages cost is known once the process that holds the models has ended; the reader of PDF ended before.
    pages = _count_twice(twice) - before
    each = (_children_seconds() - spent) / max(1, pages)
    print(f"second reader: {pages} pages in {seconds:.0f} s, {each:.1f} s of a processor each, failed {dict(failures)}")
    return twice


def _count_twice(reads: Iterable[PaperRead]) -> int:
    return sum(bool(page.second) for read in reads for page in read.pages)


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def known_names() -> Known:
    """What the portal knows: the partners and the units of the samples."""
    return Known(mitra=_partners(), units=_units())


def _partners() -> tuple[KnownMitra, ...]:
    with (SAMPLES / "mitra.csv").open(encoding="utf-8") as rows:
        return tuple(
            KnownMitra(
                slug=row["key"],
                names=tuple(name for name in (row["nama"], row["nama_en"]) if name),
                jenis=JenisMitra(row["jenis"]),
                negara=row["negara"] or None,
            )
            for row in csv.DictReader(rows)
        )


def _units() -> tuple[str, ...]:
    with (SAMPLES / "units.csv").open(encoding="utf-8") as rows:
        return tuple(row["name"] for row in csv.DictReader(rows))


def _print_accuracy(reads: Iterable[PaperRead]) -> None:
    groups: dict[str, list[float]] = defaultdict(list)
    for read in reads:
        condition = read.condition
        keys = [condition.kind]
        if condition.dpi:
            keys.append(f"{condition.kind}, skew {abs(condition.skew):.0f}")
            keys += ["shine-through"] * condition.has_bleed + ["JPEG 35"] * (condition.quality == 35)
            keys += ["blurred"] * (condition.blur > 0) + ["last page on its side"] * bool(condition.turn)
        for key in keys:
            groups[key] += read.accuracy
    print("share of the printed words that came out right (mean, worst page)")
    for key, shares in sorted(groups.items()):
        print(f"{key:24}{len(shares):5} pages {sum(shares) / len(shares):8.3f}{min(shares):8.3f}")


def print_fields(verdicts: Sequence[Verdict], papers: dict[str, Naskah]) -> None:
    """The tables of the targets and of all fields."""
    _print_targets(verdicts, papers)
    print(f"\n{'by field':24}{_HEAD}")
    for bidang in Field:
        _row(str(bidang), [one for one in verdicts if one.bidang == bidang])
    _row("all", verdicts)


def _print_tables(verdicts: Sequence[Verdict], reads: dict[str, PaperRead], papers: dict[str, Naskah]) -> None:
    print_fields(verdicts, papers)
    _row("that must stay empty", [one for one in verdicts if one.is_empty_wanted])
    titles = [one.share for one in verdicts if one.share is not None]
    if titles:
        print(f"words of the titles right: {sum(titles) / len(titles):.3f}")
    groups: dict[str, Callable[[Verdict], str]] = {
        "by resolution": lambda one: reads[one.naskah].condition.kind,
        "by skew": lambda one: f"skew {abs(reads[one.naskah].condition.skew):.0f}",
        "by language": lambda one: "+".join(papers[one.naskah].bahasa),
        "by parties": lambda one: str(len(papers[one.naskah].pihak)),
    }
    if any(naskah.macam for naskah in papers.values()):
        _print_kinds(verdicts, papers)
    for title, key in groups.items():
        print(f"\n{title:24}{_HEAD}")
        for group in sorted({key(one) for one in verdicts}):
            _row(group, [one for one in verdicts if key(one) == group])


def _print_targets(verdicts: Sequence[Verdict], papers: dict[str, Naskah]) -> None:
    """The fields that the reading is measured by; what has to stay empty is not counted among them."""
    print(f"\n{'by target':24}{_HEAD}")
    for name in _TARGETS:
        _row(name, [one for one in verdicts if _target(one, papers[one.naskah]) == name])
    _row("all targets", [one for one in verdicts if _target(one, papers[one.naskah])])


_TARGETS = ("title", "party", "printed number", "number by hand", "date", "place", "signer", "form", "term", "scope")
_FIELDS = {
    Field.JUDUL: "title",
    Field.PIHAK_NAMA: "party",
    Field.SIGNED_ON: "date",
    Field.TEMPAT: "place",
    Field.PENANDA_TANGAN: "signer",
    Field.BENTUK: "form",
    Field.JANGKA_WAKTU: "term",
    Field.LINGKUP: "scope",
}


def _target(verdict: Verdict, naskah: Naskah) -> str:
    if verdict.is_empty_wanted:
        return ""
    if verdict.bidang is Field.PIHAK_NOMOR:
        return "number by hand" if verdict.is_by_hand else "printed number"
    if verdict.bidang is Field.NAMA_BENTUK:
        return "form" if naskah.bentuk == "nama_lain" else ""
    return _FIELDS.get(verdict.bidang, "")


def _print_kinds(verdicts: Sequence[Verdict], papers: dict[str, Naskah]) -> None:
    """For each kind of difficulty, how the targets came out on the papers that have it."""
    print(f"\n{'by kind':24}{_HEAD}")
    wanted = [one for one in verdicts if _target(one, papers[one.naskah])]
    for kind in sorted({kind for naskah in papers.values() for kind in naskah.macam}):
        of_kind = [one for one in wanted if kind in papers[one.naskah].macam]
        _row(kind, [one for one in of_kind if _concerns(kind, _target(one, papers[one.naskah]))])


def _concerns(kind: str, target: str) -> bool:
    stem = kind.partition("-")[0]
    fields = {"title": ("title",), "number": ("printed number", "number by hand"), "date": ("date",)}
    return target in fields.get(stem, _TARGETS)


def _row(name: str, verdicts: Sequence[Verdict]) -> None:
    if not verdicts:
        return
    counts = Counter(one.outcome for one in verdicts)
    cells = (f"{counts[outcome]} ({counts[outcome] / len(verdicts):.0%})".rjust(14) for outcome in Outcome)
    print(f"{name:24}{len(verdicts):5}" + "".join(cells))


def print_misses(verdicts: Iterable[Verdict]) -> None:
    """Every field that was not right, with what was wanted and what was found."""
    print("\nmisses")
    for one in verdicts:
        if one.outcome is not Outcome.RIGHT:
            place = f" {one.pihak}" if one.pihak else ""
            print(f"{one.naskah} {one.bidang}{place}: {one.outcome}\n  wanted {one.wanted}\n  found  {one.found}")


if __name__ == "__main__":
    main()
