"""Whether the receiving mail server vouches for the domain of a letter's sender (RFC 8601, Authentication-Results).

Anybody can write any sender into a letter. What the server of the office found when it took the letter in, by DKIM, SPF
or DMARC, stands in a header that it put on top; a server that writes such headers removes those of its name that came
along. Only the topmost one of that name counts, and only for exactly the domain of the sender.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PASS, FAIL = "pass", "fail"
_HELD_BACK = {" ": "\x00", "\t": "\x00", ";": "\x01", "=": "\x02"}
"""Signs of a quoted text that must not be taken for those that divide."""
_AROUND = re.compile(r"\s*=\s*")


@dataclass(frozen=True)
class AuthResult:
    """What one method found, with the properties that it tells."""

    method: str
    result: str
    properties: tuple[tuple[str, str], ...]

    def told(self, name: str) -> str:
        """A property; empty where it is missing or told twice."""
        found = [value for key, value in self.properties if key == name]
        return found[0].lower() if len(found) == 1 else ""


def is_vouched_for(values: Sequence[str], server: str, domain: str) -> bool:
    """Whether the server of this name says in its topmost header that a letter comes from this domain.

    `values` are the headers as they stand in the letter, the topmost first.
    """
    for value in values:
        name, findings = read_results(value)
        if not name:
            # It may be the one of this server: whoever wrote the one below it is not known then.
            return False
        if name.lower() == server.lower():
            methods = Counter(one.method for one in findings)
            # A letter may be signed several times; the other methods have one answer, and two are somebody's doing.
            is_doubtful = any(count > 1 for method, count in methods.items() if method != "dkim")
            is_failed = any(one.method == "dmarc" and one.result == FAIL for one in findings)
            is_whole = bool(domain) and not is_failed and not is_doubtful
            return is_whole and any(_names(one, domain.lower()) for one in findings)
    return False


def _names(finding: AuthResult, domain: str) -> bool:
    if finding.result != PASS:
        return False
    match finding.method:
        case "dkim":
            return domain in (finding.told("header.d"), _domain(finding.told("header.i")))
        case "spf":
            return _domain(finding.told("smtp.mailfrom")) == domain
        case "dmarc":
            return finding.told("header.from") == domain
    return False


def _domain(address: str) -> str:
    return address.rpartition("@")[2]


def read_results(value: str) -> tuple[str, tuple[AuthResult, ...]]:
    """The name of the server and what it found; an empty name where the header cannot be read without doubt."""
    plain = _without_comments(value)
    if plain is None:
        return "", ()
    first, *rest = plain.split(";")
    name = first.split()
    if not 1 <= len(name) <= 2:
        return "", ()
    return _restored(name[0]), tuple(_findings(rest))


def _findings(parts: Sequence[str]) -> Iterator[AuthResult]:
    for part in parts:
        pairs = [word.partition("=") for word in _AROUND.sub("=", part).split()]
        if not pairs or not all(sign and key for key, sign, _ in pairs):
            continue
        (method, _, result), *told = pairs
        properties = tuple((key.lower(), _restored(text)) for key, _, text in told)
        yield AuthResult(method.lower().partition("/")[0], result.lower(), properties)


def _restored(text: str) -> str:
    for sign, held in _HELD_BACK.items():
        text = text.replace(held, " " if sign == "\t" else sign)
    return text


def _without_comments(value: str) -> str | None:
    """The header without comments and quotes; None where it can be read in more ways than one.

    So it is where one of them does not end, where a comment begins within a word or holds a quotation mark, and where
    signs of ours are in it.
    """
    if set(value) & set(_HELD_BACK.values()):
        return None
    kept: list[str] = []
    depth, is_quoted, is_escaped = 0, False, False
    for letter in " ".join(value.splitlines()):
        if is_escaped:
            is_escaped = False
        elif letter == "\\" and (is_quoted or depth):
            is_escaped = True
            continue
        elif is_quoted and letter == '"':
            is_quoted = False
            continue
        elif not is_quoted and letter == "(":
            if not depth and kept and kept[-1] not in " \t;":
                return None
            depth += 1
            continue
        elif depth and letter == '"':
            return None
        elif not is_quoted and depth:
            depth -= letter == ")"
            continue
        elif not is_quoted and letter == '"':
            is_quoted = True
            continue
        if depth:
            continue
        kept.append(_HELD_BACK.get(letter, letter) if is_quoted else letter)
    return None if depth or is_quoted or is_escaped else "".join(kept)
