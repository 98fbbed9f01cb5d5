"""Says of each suggestion for a paper whether it is right: the truth of the corpus against what was suggested."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rapidfuzz import fuzz

from portal.domain.suggestions.values import Field, Saran
from tests.corpus.naskah import Naskah, Pihak

TITLE_RIGHT = 0.9
NAME_RIGHT = 93.0
PERSON_RIGHT = 90.0

_RANK_WORDS = frozenset([
    "jenderal", "polisi", "tni", "ad", "al", "au", "komjen", "irjen", "brigjen", "kombes", "pol", "akbp",
    "kompol", "akp", "iptu", "letkol", "kolonel", "inf", "laut", "czi", "mar", "kav", "arm", "pnb", "purn",
    "inspektur", "komisaris", "besar", "ajun", "laksamana", "marsekal", "pertama", "muda", "madya", "letjen",
    "mayjen", "letnan", "mayor", "brigadir",
])  # fmt: skip
"""Words of ranks, which papers print before a name and the form keeps apart."""
_DEGREES = re.compile(
    r"^(?:(?:prof(?:essor)?|drs|dra|drg|dr|ir|hj|h|apt|kh|tgk|dato|datuk|mrs|mr|ms|hon|capt|rm|ki|ny|sir|p)\b\.?\s*)+",
    re.IGNORECASE,
)
_TAIL = re.compile(r",|[.]\s+(?=(?:S|M|Bc|A|Amd|Ph|LL|Sp)[.])")
"""What parts a name from the degrees after it: a comma, also one that was read as a full stop."""
_UNITS = {"year": "tahun", "years": "tahun", "month": "bulan", "months": "bulan", "day": "hari", "days": "hari"}


class Outcome(StrEnum):
    """What became of one field, in this order: a sure wrong first choice counts as such, whatever stands below it."""

    RIGHT = "tepat"
    SURE_WRONG = "salah yakin"
    AMONG = "pilihan lain"
    WRONG = "salah ragu"
    NOTHING = "kosong"


@dataclass(frozen=True)
class Verdict:
    """The outcome for one field of one paper; `share` is the part of the title's words that was right, 0 to 1."""

    naskah: str
    bidang: Field
    pihak: int | None
    outcome: Outcome
    wanted: str
    found: str
    is_empty_wanted: bool
    share: float | None = None
    is_by_hand: bool = False


def fold(text: str) -> str:
    """Letters and figures in lower case, everything else one blank."""
    return " ".join(re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text).casefold()).split())


def number_key(text: str) -> str:
    """A number for comparison: upper case, without blanks, dashes alike, without the word NOMOR."""
    text = re.sub(r"^\s*(?:nomor|no)\b\s*[.:]?", "", text, flags=re.IGNORECASE)
    return re.sub(r"[–—−]", "-", re.sub(r"\s+", "", text)).upper().rstrip(".,;")


def title_share(wanted: Iterable[str], found: str) -> float:
    """How well the words of a title agree with the best of the accepted ones: 0 to 1, order aside (F measure)."""
    words = Counter(fold(found).split())
    best = 0.0
    for title in wanted:
        true = Counter(fold(title).split())
        common = sum((true & words).values())
        best = max(best, 2 * common / max(1, sum(true.values()) + sum(words.values())))
    return best


def core_name(text: str) -> str:
    """The bare name of a person, without degrees and ranks."""
    name = fold(_TAIL.split(_DEGREES.sub("", text.strip(" ()")), maxsplit=1)[0])
    words = name.split()
    start = next((at for at, word in enumerate(words) if word not in _RANK_WORDS), 0)
    return " ".join(words[start:])


def term_key(text: str) -> str:
    """A term as number and unit, `5 tahun`; "" if it is none."""
    found = re.search(r"(\d+)\D*?\b(tahun|bulan|hari|years?|months?|days?)\b", text.casefold())
    return f"{int(found[1])} {_UNITS.get(found[2], found[2])}" if found else ""


def _is_name(wanted: Sequence[str], found: str) -> bool:
    name = fold(found).removeprefix("the ")
    return any(fuzz.ratio(fold(one).removeprefix("the "), name) >= NAME_RIGHT for one in wanted)


def _is_position(pihak: Pihak, found: str) -> bool:
    said = fold(found)
    wanted = [*pihak.jabatan, *(f"{one} {name}" for one in pihak.jabatan for name in pihak.nama)]
    return any(fuzz.ratio(fold(one), said) >= PERSON_RIGHT for one in wanted)


def judge(naskah: Naskah, saran: Sequence[Saran]) -> list[Verdict]:
    """A verdict for every field whose truth is known, also for fields that have to stay empty."""
    bench = _Bench(naskah, saran)
    akhir = {naskah.akhir} if naskah.akhir else set()
    if naskah.akhir and not naskah.is_akhir_tersurat:
        akhir.add(naskah.akhir - timedelta(days=1))
    days = {day.isoformat() for day in akhir}
    judul = " | ".join(naskah.judul)
    bench.add(Field.BENTUK, naskah.bentuk, lambda found: found in {naskah.bentuk, naskah.bentuk_lain} - {""})
    names = {fold(name) for name in naskah.nama}
    bench.add(Field.NAMA_BENTUK, naskah.nama[0], lambda found: fold(found) in names, may_be_empty=_is_plain(naskah))
    bench.add(Field.JUDUL, judul, lambda found: title_share(naskah.judul, found) >= TITLE_RIGHT)
    bench.add(Field.LINGKUP, naskah.lingkup, lambda found: found == naskah.lingkup)
    bench.add(
        Field.BAHASA, "+".join(naskah.bahasa), lambda found: set(re.findall(r"[a-z]+", found)) == {*naskah.bahasa}
    )
    signed = naskah.tanggal.isoformat() if naskah.tanggal else ""
    days_told = {signed, signed[:7] if naskah.presisi == "bulan" else signed}
    if "date-contradictory" in naskah.macam:
        doubtful = {signed, *(day.isoformat() for day in naskah.tanggal_lain)}
        bench.add(Field.SIGNED_ON, signed, lambda found: False, doubtful=doubtful)
    elif naskah.presisi == "tahun":
        bench.add(Field.SIGNED_ON, "", lambda found: False, doubtful={signed, signed[:4]})
    else:
        others = {day.isoformat() for day in naskah.tanggal_lain}
        bench.add(Field.SIGNED_ON, signed, lambda found: found in days_told, doubtful=others)
    bench.add(Field.TEMPAT, naskah.tempat, lambda found: fold(found) == fold(naskah.tempat))
    bench.add(Field.JANGKA_WAKTU, naskah.waktu, lambda found: term_key(found) == naskah.waktu)
    bench.add(Field.EXPIRES_ON, min(days, default=""), lambda found: found in days)
    for place, pihak in enumerate(naskah.pihak, 1):
        _judge_party(bench, pihak, place)
    return bench.verdicts


def _is_plain(naskah: Naskah) -> bool:
    """Whether the form's own name says nothing beside its class, so that it may be left out."""
    return naskah.bentuk != "nama_lain"


def _judge_party(bench: "_Bench", pihak: Pihak, place: int) -> None:
    core, number = core_name(pihak.penanda), number_key(pihak.nomor)
    is_ours = "ya" if pihak.is_kementerian else ""
    bench.add(Field.PIHAK_NAMA, pihak.nama[0], lambda found: _is_name(pihak.nama, found), place)
    left_open = {pihak.nomor_terbuka} if pihak.nomor_terbuka else set()
    bench.add(
        Field.PIHAK_NOMOR,
        pihak.nomor,
        lambda found: number_key(found) == number,
        place,
        doubtful={number_key(one) for one in left_open},
        is_by_hand=pihak.is_tulisan_tangan,
    )
    bench.add(Field.PIHAK_KEMENTERIAN, is_ours, lambda found: found == is_ours, place)
    if pihak.is_kementerian:
        is_kind: Callable[[str], bool] = lambda found: found == pihak.jenis  # noqa: E731 - one of a row of such tests.
        bench.add(Field.PIHAK_JENIS, pihak.jenis, is_kind, place, may_be_empty=True)
    else:
        bench.add(Field.PIHAK_JENIS, pihak.jenis, lambda found: found == pihak.jenis, place)
    bench.add(
        Field.PIHAK_NEGARA, pihak.negara, lambda found: found == pihak.negara, place, may_be_empty=pihak.negara == "ID"
    )
    is_person: Callable[[str], bool] = lambda found: fuzz.ratio(core_name(found), core) >= PERSON_RIGHT  # noqa: E731
    bench.add(Field.PENANDA_TANGAN, pihak.penanda, is_person, place)
    bench.add(Field.JABATAN, pihak.jabatan[0], lambda found: _is_position(pihak, found), place)


class _Bench:
    """Collects the verdicts of one paper."""

    def __init__(self, naskah: Naskah, saran: Sequence[Saran]) -> None:
        self.naskah = naskah
        self.saran = saran
        self.verdicts: list[Verdict] = []

    def add(
        self,
        bidang: Field,
        wanted: str,
        is_right: Callable[[str], bool],
        pihak: int | None = None,
        *,
        may_be_empty: bool = False,
        doubtful: AbstractSet[str] = frozenset(),
        is_by_hand: bool = False,
    ) -> None:
        """Judge one field; with `wanted` "" nothing has to be suggested, with `may_be_empty` nothing need be.

        What is in `doubtful` is right if it is offered with doubt.
        """
        found = sorted(
            (one for one in self.saran if one.bidang == bidang and (pihak is None or one.pihak == pihak)),
            key=lambda one: (one.peringkat, -one.keyakinan),
        )
        first = found[0] if found else None
        if first is None:
            outcome = Outcome.RIGHT if not wanted or may_be_empty else Outcome.NOTHING
        elif (wanted and is_right(first.nilai)) or (
            not first.is_sure and {first.nilai, number_key(first.nilai)} & doubtful
        ):
            outcome = Outcome.RIGHT
        elif first.is_sure:
            outcome = Outcome.SURE_WRONG
        else:
            outcome = Outcome.AMONG if wanted and any(is_right(one.nilai) for one in found[1:]) else Outcome.WRONG
        said = " | ".join(f"{one.nilai} ({one.keyakinan:.2f})" for one in found)
        share = None
        if bidang is Field.JUDUL:
            share = title_share(self.naskah.judul, first.nilai) if first else 0.0
        self.verdicts.append(
            Verdict(self.naskah.id, bidang, pihak, outcome, wanted, said, not wanted, share, is_by_hand)
        )
