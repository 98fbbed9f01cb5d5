"""What a harvester may ask by OAI-PMH 2.0, checked: arguments, dates, sets and resumption tokens, without any store.

A token says everything by itself (the question, and where the answer was broken off), so nothing is remembered
between two requests and no token ever ends.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

from portal.domain.naskah.enumerations import Bentuk, Lingkup
from portal.domain.whole_number import read_count
from portal.queries.public.changes import Span

PREFIX = "oai_dc"
LONGEST = 500
"""Characters of a token; what is longer is none of ours."""
VERBS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset({"resumptionToken"})),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
    "ListRecords": (
        frozenset({"metadataPrefix"}),
        frozenset({"from", "until", "set", "resumptionToken"}),
    ),
}
"""Arguments of each verb: those it needs, and those it takes."""

_DAY, _SECOND = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"
_SET_PART = re.compile(r"[A-Za-z0-9\-_.!~*'()]+", re.ASCII)
_SET = re.compile(rf"{_SET_PART.pattern}(:{_SET_PART.pattern})*", re.ASCII)


class HarvestError(Exception):
    """A refusal in the words of the protocol: its code, and what is wrong."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Harvest:
    """A list asked for: its span as sent and as understood, the last number given out, and how many were."""

    start: str
    end: str
    group: str
    span: Span
    after: int = 0
    given: int = 0

    def token(self, after: int, given: int) -> str:
        """What leads on behind this number."""
        parts = {"f": self.start, "u": self.end, "s": self.group, "n": str(after), "c": str(given)}
        return urlencode({name: value for name, value in parts.items() if value})


def checked(values: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, str]]:
    """The verb and its arguments. Raises HarvestError (badVerb, badArgument)."""
    verbs = values.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise HarvestError("badVerb", f"verb must be given once, as one of {', '.join(VERBS)}")
    needed, taken = VERBS[verbs[0]]
    arguments = {name: list(given) for name, given in values.items() if name != "verb"}
    for name, given in arguments.items():
        if name not in needed | taken:
            raise HarvestError("badArgument", "an argument is not one of this verb")
        if len(given) != 1:
            raise HarvestError("badArgument", f"{name} is repeated")
    if "resumptionToken" in arguments:
        if len(arguments) > 1:
            raise HarvestError("badArgument", "resumptionToken excludes every other argument")
    elif missing := sorted(needed - arguments.keys()):
        raise HarvestError("badArgument", f"{missing[0]} is missing")
    return verbs[0], {name: given[0] for name, given in arguments.items()}


def listing(arguments: Mapping[str, str]) -> Harvest:
    """The list that is asked for. Raises HarvestError."""
    if "resumptionToken" in arguments:
        return _resumed(arguments["resumptionToken"])
    require_format(arguments["metadataPrefix"])
    start, end = arguments.get("from", ""), arguments.get("until", "")
    return Harvest(start, end, arguments.get("set", ""), _span(start, end, arguments.get("set", "")))


def require_format(prefix: str) -> None:
    """Raises HarvestError for any format but Dublin Core."""
    if not is_set_name(prefix):
        raise HarvestError("badArgument", "metadataPrefix is not the name of a format")
    if prefix != PREFIX:
        raise HarvestError("cannotDisseminateFormat", f"records are given as {PREFIX}")


def is_set_name(text: str) -> bool:
    """Whether a code can stand in the name of a set."""
    return _SET_PART.fullmatch(text) is not None


def _resumed(token: str) -> Harvest:
    refused = HarvestError("badResumptionToken", "this token was not given out by this repository")
    if len(token) > LONGEST:
        raise refused
    pairs = parse_qsl(token, max_num_fields=6) if token.count("&") < 6 else []
    parts = dict(pairs)
    after, given = read_count(parts.get("n", "")), read_count(parts.get("c", ""))
    if len(pairs) != len(parts) or not parts.keys() <= {"f", "u", "s", "n", "c"} or after is None or given is None:
        raise refused
    start, end, group = (parts.get(name, "") for name in "fus")
    try:
        return Harvest(start, end, group, _span(start, end, group), after, given)
    except HarvestError as error:
        raise refused from error


def _span(start: str, end: str, group: str) -> Span:
    first, last = _moment(start, "from"), _moment(end, "until")
    if start and end and len(start) != len(end):
        raise HarvestError("badArgument", "from and until differ in granularity")
    if last is not None and len(end) == len("2026-01-01"):
        last += timedelta(days=1, seconds=-1)
    if first is not None and last is not None and first > last:
        raise HarvestError("badArgument", "from is later than until")
    if not group:
        return Span(first, last)
    if not _SET.fullmatch(group):
        raise HarvestError("badArgument", "set is not the name of a set")
    kind, _, value = group.partition(":")
    is_known = {"lingkup": value in set(Lingkup), "bentuk": value in set(Bentuk), "unit": is_set_name(value)}
    if not is_known.get(kind):
        if kind in is_known and not value:
            return Span(first, last)
        raise HarvestError("noRecordsMatch", "there is no such set")
    return Span(first, last, **{kind: value})


def _moment(text: str, name: str) -> datetime | None:
    if not text:
        return None
    for form, length in ((_DAY, 10), (_SECOND, 20)):
        if len(text) == length and text.isascii():
            try:
                return datetime.strptime(text, form).replace(tzinfo=UTC)
            except ValueError:
                break
    raise HarvestError("badArgument", f"{name} must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")
