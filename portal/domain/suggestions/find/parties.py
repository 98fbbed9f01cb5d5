"""The parties of a naskah: from the head, else from the blocks in which they present themselves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from rapidfuzz import fuzz

from portal.domain.suggestions import sureness as sure
from portal.domain.suggestions.find.countries import country_of, names_indonesia
from portal.domain.suggestions.find.head_lines import cut_at_institutions
from portal.domain.suggestions.find.head_parts import Head
from portal.domain.suggestions.find.headed import headed, served
from portal.domain.suggestions.find.institution_names import (
    INSTITUTION,
    is_institution,
    mend_name,
    official_name,
    plain_name,
    without_country,
)
from portal.domain.suggestions.find.institutions import ministry_sureness
from portal.domain.suggestions.find.party_blocks import PartyBlock, without_honorific
from portal.domain.suggestions.find.person_names import core_of, looks_like_person
from portal.domain.suggestions.text.lines import Line, flowing
from portal.domain.suggestions.text.repeats import mend, said_again, words_of
from portal.domain.suggestions.values import Known

MOST_PARTIES = 12
LONGEST_NAME = 240
_SHARED_WORD = re.compile(r"\s+(?:DAN|AND|dan|and|SERTA|DENGAN|dengan)\s+")
_ASIDE = re.compile(r"\((?:diwakili|dalam hal ini|represented)[^)]{0,120}\)?", re.IGNORECASE)
_ACRONYM = re.compile(r"(?<=\w) \((?!PERSERO|TPI|NON)[A-Z]{2,12}\)\W*$")
_DEFINITION = re.compile(
    r"\s*\((?:the |hereinafter[^)]{0,60}|selanjutnya[^)]{0,60})?\s?[\"“”'‘][^)]{2,60}\)\W*$", re.IGNORECASE
)
_ADDRESS_BEHIND = re.compile(
    r",?\s+(?=(?:Jalan|JALAN|Jl\.?|JL\.?)\s[A-Z])|,?\s+(?=(?:\d+ )?[A-Z]\w+ (?:Street|Road|Avenue|Lane"
    r"|Terrace|Square)\b)"
)
"""An address on the line of a name."""
_TOLD_BEHIND = re.compile(
    r",\s+(?=(?:suatu|sebuah|perseroan|badan hukum|organisasi|perkumpulan|perusahaan|koperasi|lembaga|an?"
    r"|with(?= its)|having)\s+[a-z])"
    r"|\s*(?:\([A-Z]{2,12}\))?[.,;]?\s+(?=(?:Subject|Re|Perihal)\s?:)"
)
"""What a sentence tells of a party behind its name, and a label behind it, are no part of the name."""
_OFFICE_OF = re.compile(
    r"(?i)^(?:kepala(?: bagian| bidang| subbagian)(?: \w+)?|(?:kabag|kabid|kadiv)(?: \w+)?|pengelola|pengasuh|komandan"
    r"|kepala|ketua|dekan|rektor|direktur|pimpinan|wakil rektor|wakil dekan)\s+"
    r"(?=(?:fakultas|universitas|institut|politeknik|sekolah|lembaga|program|yayasan|akademi|rumah (?:sakit"
    r"|tahanan|detensi)|balai|dinas|kantor|puskesmas|lapas|rutan|kanim|bapas|rudenim|lpka|rsud|smk|smp|sma|sd|pt|cv"
    r"|kanwil|stasiun|museum|laboratorium|unit|uptd?|sanggar|koperasi|klinik|perpustakaan|taman|panti|persatuan"
    r"|perkumpulan|perhimpunan|himpunan|ikatan|paguyuban|asosiasi)\b)"
)
"""`Dekan Fakultas …` is an office; its institution is the party."""
_SPENDS_FOR = re.compile(
    r"(?i)^(?:pejabat pembuat komitmen|ppk|kuasa pengguna anggaran|kpa)\W+"
    r"(?:(?:pada|di|satuan kerja|satker)\s)*(?=[A-Z])"
)
"""Who signs a contract for an office is no party; the office is."""
_HEADS_BODY = re.compile(r"(?i)(?:kepala|ketua|direktur|komandan)\s+(?!kepolisian|jenderal)")
_REPRESENTED = re.compile(
    r"(?i),?\s(?:(?:as |herein |which is )?represented\s(?:herein |in this matter )?by"
    r"|(?:yang |dalam hal ini )*(?:ini )?diwakili\s(?:oleh)?)\b.*$"
)
_MINISTRY = re.compile(
    r"(?i)\s+kementerian (?:imigrasi dan pemasyarakatan|hukum dan h\w+(?: asasi manusia)?)(?: republik indonesia)?$"
)
_ALIKE = 88.0
"""Likeness in per cent from which on a block presents the party of a name."""

_ALIKE_PART = 97
"""The same for a name that a block holds word by word."""

_ALIKE_TORSO = 60
"""The same for the rest of a name whose beginning was lost: it need not be much."""

_LITTLE_LONGER = 1.15
"""A name of the head may be longer than that of the block by an article or a country, not by a line of the title."""

_NEXT_NAME = re.compile(r"\b(?:and|AND|And|dan|DAN|dengan|DENGAN|with)\s+(?:the\s)?(?=[A-Z(])|;|\(2\)")
_LISTED_ON = re.compile(r"(?i)\s*[,;]\s*(?:dan|and|serta)$")
_JOINING_FIRST = re.compile(r"(?i)^(?:dan|and|serta)\s+(?=\S)")
_HOLDS_ASIDE = re.compile(r"[\"“”:;|_]|\((?i:the|selanjutnya)\b|\s(?-i:[a-z]{1,2}|[A-Z]?[a-z]?\W)$")
"""Marks that no name holds, and scraps at its end."""
_LEAST_LETTERS = 6
_MOST_SAID = 3
_MOST_SCRAPS = 3
_LONGEST_SCRAP = 2
_MOST_OPENING = 60
_LONG = 170
_MOST_TOLD = 140
_ENGLISH_NAME = re.compile(
    r"(?i)\b(?:gmbh|ltd|limited|inc|llc|plc|pty|university|college|institute|foundation|fund|school|society|centre|center|programme?|council|trust"
    r"|company|academy|bureau|command|corps|network|agency|organi[sz]ation|office|department|service|union|alliance"
    r"|association|federation|committee|commission|mission|archives?|collective)\b"
)
_IN_BRACKETS = re.compile(r"\(([A-Za-z][\w&.\- ]{1,14})\)")
_OPENING = 5_000
_JOINING = re.compile(r"\b(?:antara|between|ANTARA|BETWEEN)\s+(?:the\s+)?(?=[A-Z])")
_ASIDE_ANY = re.compile(r"\s*\([^()]{1,80}\)")
_BOTH_SUBJECTS = re.compile(
    r"(?:^|[.;:]\s)(?:The\s)?([A-Z][^.;:,]{6,110}?)\s(?:and|dan|dengan)\s(?:the\s)?([A-Z][^.;:,]{6,110}?),?\s"
    r"(?:hereinafter|hereafter|selanjutnya|intend|agree|have agreed|wish|bersepakat|sepakat|menyatakan|bermaksud)\b"
)
"""`The X and the Y, hereinafter …`: two institutions as the subject of the first sentence."""
_BOTH_SHORT = re.compile(
    r"\b([A-Z][^.;:,()]{6,110}?)\s\([A-Z][A-Za-z]{1,11}\)\s(?:and|dan|dengan|with)\s(?:the\s)?"
    r"([A-Z][^.;:,()]{6,110}?)\s\([A-Z][A-Za-z]{1,11}\)"
)
"""`the X (ABC) and the Y (DEF) will …`: who gets a short name in one sentence with the other is a party."""
_COUNTED_UP = re.compile(
    r"\b(?:(?:kami|para)\s(?:para\s)?(?:pimpinan|kepala|ketua)|[Kk]ami,|antara|between|among)\s(?:the\s)?"
    r"([A-Z][^.;:]{20,400}?)\s(?:berkomitmen|(?:ber)?sepakat|menyatakan|bertekad|berikrar|berjanji|bermaksud|dengan ini"
    r"|menyepakati|agree|declare|commit|hereby)\b"
)
_COUNTED_BEHIND_DAY = re.compile(
    r"(?:\b(?i:pada hari|hari ini|tanggal)\b[^.;:]{10,160}?(?:,|\))\s"
    r"|\b(?i:pada hari|hari ini)\b[^.;:]{10,160}?\b(?:di|in) [A-Z]\w+(?: [A-Z]\w+)?,?\s)"
    r"(?:kami,?\s)?(?P<names>[A-Z][^.;:]{20,400}?),?\s"
    r"(?:berkomitmen|(?:telah\s)?(?:ber)?sepakat|menyatakan|bertekad|berikrar|berjanji|bermaksud|dengan ini|menyepakati"
    r"|bekerja ?sama|mengadakan)\b"
)
"""`Pada hari ini …, di Bengkulu, A, B, dan C menyatakan …`: those whom the sentence of the day counts up."""
_MANNER = re.compile(r",\sdengan\s[a-z][^,.;:]{3,60}$")
"""`…, dengan penuh tanggung jawab berkomitmen`: how they do it is none of them."""
_BETWEEN_COUNTED = re.compile(r",\s(?:dan\s|serta\s|and\s)?(?:the\s)?(?=[A-Z])|\s(?:dan|serta|and)\s(?=[A-Z])")
_PERSON_ASIDE = re.compile(r"\s*\((?:\w+ ){0,3}\w+:[^()]{3,80}\)?")
"""`(Direktur: NAMA)` behind the name of an institution."""
_NO_NAME = re.compile(
    r"(?i)\W*(?:(?:pihak|party)\s\w{1,8}|satuan kerja|instansi|(?:nomor|no|number|ref)\b.*\d.*|tanggal\b.*)\W*"
)
"""Labels, numbers and days: whatever stands where a name should, these are none."""
_TAIL_ALONE = re.compile(r"(?i)\W*(?:republik indonesia|r\.? ?i\.?|(?:of )?the republic of indonesia)\W*")
_LEAST_STACK = 2
_MOST_STACKED = 16
_LINES_OF_OPENING = 12
_ANNOUNCED = re.compile(r"(?i)\b(?:atas nama|mewakili|on behalf of|representing)\W*$")
"""The end of a line below which those stand whom a sentence speaks for."""
_TWO = re.compile(
    r"([A-Z][^.;:,]{6,110}?),?\s+(?:dengan|dan|and|with|DENGAN|DAN|AND)\s+(?:the\s+)?([A-Z][^.;:,]{6,110}?)"
    r"(?=[.;:,]|\s+(?:yang|sepakat|telah|tentang|untuk|dalam|pada|have|has|for|on|concerning|hereby|mengenai)\b)"
)


@dataclass(frozen=True)
class Party:
    """One party in its place; `ministry` 0 to 1 is how sure it is the ministry's own. `base` is the name's"
    " sureness."""

    nama: str
    page: int
    printed: str
    base: float
    is_confirmed: bool
    ministry: float
    block: PartyBlock | None
    short: tuple[str, ...] = ()
    opening: str = ""
    is_guessed: bool = False
    """Whether only its signature tells of it, so that nothing bound to its place is sure."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The short names by which it goes in its own presentation or in brackets behind its name."""
        own = (self.block.alias,) if self.block is not None and self.block.alias else ()
        return (*own, *_IN_BRACKETS.findall(self.printed), *self.short)

    @property
    def is_ours(self) -> bool:
        """Whether it is treated as the ministry or one of its units."""
        return self.ministry >= sure.OURS_LEAST

    @property
    def told_country(self) -> str | None:
        """The foreign country that its own presentation tells, right behind its name (`of Australia`, `Bangkok,"
        " Thailand`)."""
        if _ENGLISH_NAME.search(self.nama) is None:
            return None
        snippet = self.block.snippet if self.block is not None else ""
        for text in (snippet, self.opening):
            for found in list(re.finditer(re.escape(self.nama[:30]), text, re.IGNORECASE))[:_MOST_SAID]:
                said = text[found.start() + len(self.nama) :][:_MOST_TOLD]
                # What follows the next party's name is told of that one.
                said = _NEXT_NAME.split(said)[0]
                country = None if names_indonesia(said) else country_of(said)
                if country is not None:
                    return country
        return None

    @property
    def is_at_home(self) -> bool:
        """Whether the name itself says that the party is Indonesian."""
        return self.is_ours or names_indonesia(self.printed)


def parties_of(
    head: Head | None,
    blocks: Sequence[PartyBlock],
    behind: Sequence[Line],
    known: Known,
    opening: Sequence[Line] = (),
) -> tuple[Party, ...]:
    """The parties named in the head, else those of the party blocks, at most twelve.

    `opening` is what stands on the first pages: addresses there tell of which country a party is.
    """
    said = flowing(opening[:_MOST_OPENING])
    found = [replace(party, opening=said) for party in _parties_of(head, blocks, behind, known)]
    if any(party.ministry > sure.OURS_LIKELY for party in found):
        # A word of the ministry's work counts only where no party is plainly the ministry's.
        found = [replace(p, ministry=0.0) if p.ministry == sure.OURS_LIKELY else p for p in found]
    return tuple(found)


def _parties_of(
    head: Head | None, blocks: Sequence[PartyBlock], behind: Sequence[Line], known: Known
) -> tuple[Party, ...]:
    """The same without what is told of each."""
    text = flowing(behind)[:14_000]
    page = behind[0].page if behind else 1
    named = _head_names(head, len(blocks)) if head is not None else []
    if len(named) < 2 and head is not None:
        named = _stacked(head, blocks) or _of_table(head) or named
    told = [block for block in blocks if block.nama or block.penanda_tangan]
    if len(named) < 2 and len(told) >= 2 and any(block.nama for block in told):
        return tuple(of_block(block, page, known) for block in told)[:MOST_PARTIES]
    if len(named) < 2:
        named = _stacked_in_sentence(behind) or [(name, page) for name in named_in_sentence(text)] or named
    named = _put_together(named, told)
    if head is not None and len(named) < len(told):
        named = _parted_by(head, told) or named
    presented = _as_presented(head, told) if head is not None and len(named) < len(told) else []
    named = presented or named
    parties = []
    order = _blocks_in_order([name for name, _ in named], blocks)
    is_whole = head is not None and head.is_framed and len(named) >= 2 and not presented
    if head is not None and max(len(blocks), len(head.numbers) % (2 * len(named) or 1)) > len(named):
        # More numbers or blocks than names: one name may be two, or a part of another.
        is_whole = False
    if head is not None and _is_list_in_doubt(head, len(named)):
        is_whole = False
    for (printed, page), block in zip(named[:MOST_PARTIES], order, strict=False):
        if block is not None and (
            (_rather_block(printed, block) and said_again(without_country(printed), text) is None)
            or _is_of_another(printed, block, blocks)
        ):
            parties.append(of_block(block, page, known))
            continue
        printed = _without_scraps(printed, text)
        if _TAIL_ALONE.fullmatch(printed):
            is_whole = False
        party = _party(printed, page, block, text, known, sure.NAME_FRAMED if is_whole else sure.NAME_LOOSE)
        parties.append(replace(party, short=_short_names(head, printed)))
    return tuple(parties)


def _parted_by(head: Head, blocks: Sequence[PartyBlock]) -> list[tuple[str, int]]:
    """The parties as they present themselves, where the head says just these names, whatever it parts them by."""
    lines = [line for group in (*head.parties, head.loose) for line in group]
    said = plain_name(flowing(lines))
    places = [said.find(plain_name(block.nama)) for block in blocks if block.nama]
    if len(places) < len(blocks) or -1 in places or len(set(places)) < len(places):
        return []
    ordered = sorted(zip(places, blocks, strict=True), key=lambda pair: pair[0])
    return [(block.nama[:LONGEST_NAME], lines[0].page) for _, block in ordered]


def _as_presented(head: Head, blocks: Sequence[PartyBlock]) -> list[tuple[str, int]]:
    """One name for each party that presents itself, where the head lost some: the head's where it says that one.

    What the head says of a party that tells no name is known by its place among the others.
    """
    ways = (
        [group for lines in head.parties for group in cut(lines) if group] for cut in (cut_at_institutions, _at_commas)
    )
    names, page, taken = max(((*_named(way), _pairs(way, blocks)) for way in ways), key=lambda way: len(way[2]))
    if not taken:
        return []
    nameless = [place for place, block in enumerate(blocks) if place not in taken and not block.nama]
    left = [at for at in range(len(names)) if at not in taken.values()]
    if len(nameless) == len(left):
        taken |= dict(zip(nameless, left, strict=True))
    told = [names[taken[place]] if place in taken else block.nama for place, block in enumerate(blocks)]
    return [(name[:LONGEST_NAME], page) for name in told] if all(told) else []


def _named(groups: Sequence[Sequence[Line]]) -> tuple[list[str], int]:
    return [_tidy(flowing(group))[:LONGEST_NAME] for group in groups], groups[0][0].page if groups else 1


def _pairs(groups: Sequence[Sequence[Line]], blocks: Sequence[PartyBlock]) -> dict[int, int]:
    """The place of each block whose name stands in the head, with the place of that name, the most alike first."""
    said = [plain_name(_tidy(flowing(group))) for group in groups]
    told = [plain_name(f"{block.nama} {block.jabatan}") for block in blocks]
    pairs = sorted(
        (
            (fuzz.partial_ratio(name, block), -at, -place)
            for at, name in enumerate(said)
            for place, block in enumerate(told)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for alike, at, place in pairs:
        if alike >= _ALIKE and -at not in taken.values() and -place not in taken:
            taken[-place] = -at
    return taken


def _put_together(named: list[tuple[str, int]], blocks: Sequence[PartyBlock]) -> list[tuple[str, int]]:
    """The names of a head with those in one that the party presents as one (`KANTOR A DAN OTORITAS B`)."""
    if len(named) <= len(blocks) or len(blocks) < _LEAST_STACK:
        return named
    whole = [plain_name(block.nama) for block in blocks]
    found: list[tuple[str, int]] = []
    for name, page in named:
        joined = f"{found[-1][0]} DAN {name}" if found else ""
        if joined and any(fuzz.ratio(plain_name(joined), other) >= _ALIKE for other in whole):
            found[-1] = (joined, found[-1][1])
        else:
            found.append((name, page))
    return found


def _without_scraps(printed: str, text: str) -> str:
    """A name without what a stamp left behind it (`… AMBARAWA 30-3OG`), where the text says it without that."""
    words = printed.split()
    if said_again(printed, text) is not None:
        return printed
    for count in range(1, _MOST_SCRAPS + 1):
        rest, scraps = words[:-count], words[-count:]
        is_scrap = all(any(letter.isdigit() for letter in one) or len(one) <= _LONGEST_SCRAP for one in scraps)
        if len(rest) > 1 and is_scrap and said_again(" ".join(rest), text) is not None:
            return " ".join(rest)
    return printed


def _head_names(head: Head, blocks: int) -> list[tuple[str, int]]:
    names: list[tuple[str, int]] = []
    listed = [group for lines in head.parties for group in _at_commas(lines)]
    # `A,` above `B` are two parties where that many numbers or blocks follow; else B is what A belongs to.
    if len(listed) < len(head.numbers):
        # No commas either: as many institutions, one below the other, as there are numbers.
        below = [group for lines in head.parties for group in cut_at_institutions(lines)]
        listed = below if len(below) == len(head.numbers) else listed
    is_list = len(listed) > len(head.parties) and (len(listed) in (len(head.numbers), blocks) or _are_of_many(listed))
    for lines in listed if is_list else head.parties:
        text = _tidy(flowing(lines))
        if lines and sum(letter.isalpha() for letter in text) >= 3 and not _NO_NAME.fullmatch(text):
            names.append((text[:LONGEST_NAME], lines[0].page))
    if len(names) == 1:
        pieces = _apart(names[0][0])
        names = [(piece, names[0][1]) for piece in pieces]
    return names


def _of_table(head: Head) -> list[tuple[str, int]]:
    """Parties that a table names behind labels, each without what is said of it; nothing for fewer than two."""
    found = [(re.split(r",\s(?=[a-z])", _tidy(flowing(lines)))[0], lines[0].page) for lines in head.listed if lines]
    found = [
        (name.split(",")[0] if looks_like_person(name) else name, page)
        for name, page in found
        if not _NO_NAME.fullmatch(name)
    ]
    return found if len(found) >= 2 else []


def _stacked(head: Head, blocks: Sequence[PartyBlock]) -> list[tuple[str, int]]:
    """Parties one below the other that no word joins: cut where institutions begin, as many as present themselves."""
    lines = [line for group in (*head.parties, head.loose) for line in group]
    at_all = cut_at_institutions(lines)
    apart = _at_gaps(lines)
    while len(apart) > _LEAST_STACK and not is_institution(_tidy(flowing(apart[0]))):
        # A title that no word announces stands above them.
        apart = apart[1:]
    at_joints = [replace(line, text=piece) for line in lines for piece in _apart(line.text)]
    choices = [
        groups
        for groups in (apart, at_all, [[line] for line in at_joints if INSTITUTION.match(line.text)])
        if len(groups) >= 2 and _are_institutions(groups)
    ]
    wanted = max(len(blocks), len(head.numbers))
    fitting = [groups for groups in choices if len(groups) == wanted]
    longest = max(choices, key=len, default=[])
    chosen = fitting[0] if fitting else longest if len(blocks) < 2 and len(longest) > wanted else []
    return [(_tidy(_PERSON_ASIDE.sub("", flowing(group)))[:LONGEST_NAME], group[0].page) for group in chosen]


def _stacked_in_sentence(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """Institutions in capitals, one below the other, that an opening sentence announces (`kami, atas nama` / A / B)."""
    for at, line in enumerate(lines[:_LINES_OF_OPENING], 1):
        if not _ANNOUNCED.search(line.text):
            continue
        groups = cut_at_institutions(list(takewhile(lambda one: one.is_capitals, lines[at : at + _MOST_STACKED])))
        if len(groups) >= _LEAST_STACK and INSTITUTION.match(groups[0][0].text):
            return [(_tidy(flowing(group))[:LONGEST_NAME], group[0].page) for group in groups]
    return []


def _are_institutions(groups: Sequence[Sequence[Line]]) -> bool:
    return all(is_institution(_tidy(_ASIDE_ANY.sub("", flowing(group)))) for group in groups)


def _at_gaps(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines cut where an empty line stands between them."""
    groups: list[list[Line]] = []
    for line in lines:
        if not groups or line.is_apart:
            groups.append([])
        groups[-1].append(line)
    return groups


def named_in_sentence(text: str) -> list[str]:
    """Two institutions that a sentence of the opening joins: `antara UNIVERSITAS … dan DINAS … sepakat`."""
    for opener in list(_JOINING.finditer(text[:_OPENING]))[:6]:
        rest = _ASIDE_ANY.sub("", text[opener.end() : opener.end() + 500])
        found = _TWO.match(rest)
        if found and all(is_institution(found[part]) and not looks_like_person(found[part]) for part in (1, 2)):
            return [_tidy(found[1]), _tidy(found[2])]
    short = _BOTH_SHORT.search(text[:_OPENING])
    if short and all(is_institution(short[part]) for part in (1, 2)):
        return [_tidy(short[1]), _tidy(short[2])]
    listed = _list_in_sentence(text)
    if listed:
        return listed
    both = _BOTH_SUBJECTS.search(_ASIDE_ANY.sub("", text[:_OPENING]))
    if both and all(is_institution(both[part]) for part in (1, 2)):
        return [_tidy(both[1]), _tidy(both[2])]
    return []


def _list_in_sentence(text: str) -> list[str]:
    """Three institutions or more that a sentence of the opening counts up: `kami pimpinan A, B, dan C berkomitmen`."""
    for found in list(_COUNTED_UP.finditer(_ASIDE_ANY.sub("", text[:_OPENING])))[:_MOST_SAID]:
        names = [_tidy(name) for name in _BETWEEN_COUNTED.split(found[1])]
        if len(names) > 2 and all(INSTITUTION.match(name) and not looks_like_person(name) for name in names):
            return names
    return _counted_behind_day(text)


def _counted_behind_day(text: str) -> list[str]:
    """Two institutions or more that the sentence of the day counts up, every piece of which is one."""
    found = _COUNTED_BEHIND_DAY.search(_ASIDE_ANY.sub("", text[:_OPENING]))
    if found is None:
        return []
    for begins in re.finditer(r"(?:^|,\s)(?=[A-Z])", found["names"]):
        # Town and building may stand before the first of them.
        names = _institutions_counted(found["names"][begins.end() :])
        if names:
            return names
    return []


def _institutions_counted(text: str) -> list[str]:
    """The names that commas and `dan` part, where an institution begins at each; a name may hold `dan` itself."""
    text = _MANNER.sub("", text)
    cuts = [cut for cut in _BETWEEN_COUNTED.finditer(text) if INSTITUTION.match(text[cut.end() :])]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    names = [_tidy(text[start:end]) for start, end in zip(starts, ends, strict=True)]
    is_all = all(INSTITUTION.match(name) and "," not in name and not looks_like_person(name) for name in names)
    return names if len(names) > 1 and is_all else []


def _at_commas(lines: list[Line]) -> list[list[Line]]:
    """The lines of one party, cut where a comma ends a line and an institution begins the next."""
    groups: list[list[Line]] = [[]]
    for line in lines:
        before = groups[-1]
        last = before[-1].text.rstrip() if before else ""
        joined = _LISTED_ON.search(last)
        text = _JOINING_FIRST.sub("", line.text) if last.endswith((",", ";")) else line.text
        is_next = INSTITUTION.match(text) is not None or looks_like_person(text)
        if is_next and text != line.text:
            line = replace(line, text=text)
        if before and is_next and (last.endswith((",", ";")) or joined):
            if joined:
                before[-1] = replace(before[-1], text=last[: joined.start()])
            groups.append([])
        groups[-1].append(line)
    return groups


def _are_of_many(groups: list[list[Line]]) -> bool:
    """Whether every name tells its country, each another one: then none is a part of another."""
    lands = [country_of(text) or ("ID" if names_indonesia(text) else "") for text in map(flowing, groups)]
    return all(lands) and len(set(lands)) == len(lands)


def _is_list_in_doubt(head: Head, names: int) -> bool:
    """Whether commas may part more parties than were taken."""
    return names == len(head.parties) and any(len(_at_commas(lines)) > 1 for lines in head.parties)


def _apart(text: str) -> list[str]:
    """`A DAN B` on one line, cut before words that begin an institution."""
    pieces: list[str] = []
    start = 0
    for found in _SHARED_WORD.finditer(text):
        rest = text[found.end() :]
        is_next = INSTITUTION.match(rest) is not None or (rest[:4].lower() == "the " and is_institution(rest))
        if is_next and found.start() - start > _LEAST_LETTERS:
            pieces.append(text[start : found.start()])
            start = found.end()
    return [_tidy(piece) for piece in (*pieces, text[start:]) if piece.strip()]


def _short_names(head: Head | None, printed: str) -> tuple[str, ...]:
    """The abbreviations in brackets behind a name of the head."""
    groups = head.parties if head is not None else []
    text = next((flowing(group) for group in groups if printed and printed in flowing(group)), "")
    return tuple(_IN_BRACKETS.findall(text))


def _party(printed: str, page: int, block: PartyBlock | None, text: str, known: Known, base: float) -> Party:
    """A name of the head, in the spelling of the text below it where that says it again."""
    printed, is_mended = mend_name(printed)
    bare = without_country(printed)
    again = said_again(bare, text)
    ministry = ministry_sureness(printed, known.units)
    goes_on = block is not None and plain_name(block.nama).startswith(f"{plain_name(printed)} ")
    if block is not None and ministry == 0.0 and (goes_on or _MINISTRY.search(block.nama)):
        ministry = sure.OURS_BY_BLOCK if ministry_sureness(block.nama, known.units) else 0.0
    official = official_name(printed, known)
    is_same = official is not None and official.casefold() == printed.casefold()
    name = again if again and not again.isupper() else official if official and is_same else again or bare
    is_confirmed = again is not None or ministry >= sure.OURS_BY_KIND
    if again is None and not (official and is_same):
        name = mend(bare, words_of(text))
        is_mended = is_mended or name != bare
    if not is_confirmed and block is not None and block.nama:
        is_part = len(printed) <= _LITTLE_LONGER * len(block.nama)
        is_confirmed = is_part and fuzz.partial_ratio(plain_name(printed), plain_name(block.nama)) >= _ALIKE_PART
    if _HOLDS_ASIDE.search(printed):
        base = min(base, sure.BELOW_SURE)
    if len(printed) > _LONG or not INSTITUTION.match(printed):
        base = min(base, sure.NAME_ODD_CONFIRMED if is_confirmed else sure.NAME_ODD)
    if is_mended or len(bare.split()) < 2:
        base = min(base, sure.NAME_MENDED)
    if not is_confirmed:
        # Nothing below the head says the name again: a line of the title may have run into it.
        base = min(base, sure.BELOW_SURE)
    return Party(name, page, printed, base, is_confirmed, ministry, block)


def _is_of_another(printed: str, block: PartyBlock, blocks: Sequence[PartyBlock]) -> bool:
    """Whether the head's name is a part of another party's (a parent that was taken for a party), nothing of its"
    " own's."""
    if not INSTITUTION.match(block.nama) or len(block.nama) > LONGEST_NAME:
        return False
    plain = plain_name(printed)
    own = fuzz.partial_ratio(plain, plain_name(block.nama))
    others = [plain_name(other.nama) for other in blocks if other is not block and other.nama]
    return own < _ALIKE_TORSO and any(fuzz.partial_ratio(plain, other) >= _ALIKE for other in others)


def _rather_block(printed: str, block: PartyBlock | None) -> bool:
    """Whether the head's name is a torso (`ABUPATEN CONTOH`) and the party says of itself what institution it is."""
    if block is None or not INSTITUTION.match(block.nama) or INSTITUTION.match(printed):
        return False
    return (
        fuzz.partial_ratio(plain_name(printed), plain_name(block.nama)) >= _ALIKE_TORSO
        and len(block.nama) <= LONGEST_NAME
    )


def of_block(block: PartyBlock, page: int, known: Known) -> Party:
    """The party as it presents itself."""
    if not block.nama and (employer := served(block.jabatan)):
        return Party(employer, page, employer, sure.NAME_ODD, False, ministry_sureness(employer, known.units), block)
    if not block.nama:
        # A private person, who signs for nobody else.
        name = core_of(block.penanda_tangan)
        return Party(name, page, name, sure.NAME_ODD, False, 0.0, block)
    name = (_TOLD_BEHIND.split(block.nama)[0] or block.nama)[:LONGEST_NAME]
    name = name[4:] if name.lower().startswith("the ") else name
    ministry = ministry_sureness(name, known.units) or (sure.OURS_BY_TAIL if _MINISTRY.search(name) else 0.0)
    return Party(name, page, name, sure.NAME_OF_BLOCK, False, ministry, block)


def _blocks_in_order(names: list[str], blocks: Sequence[PartyBlock]) -> list[PartyBlock | None]:
    """The block of each name: the most alike, else the one in its place."""
    order: list[PartyBlock | None] = []
    free = list(blocks)
    for place, name in enumerate(names, 1):
        plain = plain_name(name)
        alike = [(fuzz.partial_ratio(plain, plain_name(f"{block.nama} {block.jabatan}")), block) for block in free]
        best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        block = best[1] if best[0] >= _ALIKE else next((b for b in free if b.order == place), None)
        order.append(block)
        if block is not None:
            free.remove(block)
    return order


def _tidy(text: str) -> str:
    text = _REPRESENTED.sub("", " ".join(text.split())) or text
    text = _TOLD_BEHIND.split(text)[0] or text
    text = _ADDRESS_BEHIND.split(" ".join(text.split()))[0] or text
    text = _DEFINITION.sub("", _ASIDE.sub("", " ".join(text.split())))
    text = _OFFICE_OF.sub("", _ACRONYM.sub("", text).strip(' ,;:."“”*|~_-–'))
    spends = _SPENDS_FOR.match(text)
    text = text[spends.end() :] if spends and INSTITUTION.match(text[spends.end() :]) else text
    if _HEADS_BODY.match(text):
        text = headed(text) or text
    if not INSTITUTION.match(text):
        text = without_honorific(text) or text
    return text[4:] if text.lower().startswith("the ") else text
