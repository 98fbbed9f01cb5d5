"""What the head of a naskah is made of, and the zones through which one reads it."""

from dataclasses import dataclass, field
from enum import Enum, auto

from portal.domain.suggestions.find.form import FormRead
from portal.domain.suggestions.text.lines import Line


class Zone(Enum):
    """The part of a head in which a line stands, so long as the line itself does not open another."""

    FORM = auto()
    """Below the form's name, and wherever no other part is open."""

    PARTY = auto()
    NUMBER = auto()
    TITLE = auto()
    LISTED = auto()
    """Behind the label of a party in a table."""


@dataclass
class Head:
    """What stands before the text proper: lists of lines, each in reading order.

    `parties` holds one list of lines a party. `above_numbers` counts for each number the parties named above it. `end`
    counts the lines of the document before the opening sentence. `is_framed` says that the parties stood between ANTARA
    and DENGAN; `is_bilingual` that a second language stood below each line of the first, and was left out. `loose` are
    capitals of which no word says what they are; `listed` are parties behind a label in a table.
    """

    form: FormRead
    parties: list[list[Line]] = field(default_factory=list)
    numbers: list[list[Line]] = field(default_factory=list)
    above_numbers: list[int] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    listed: list[list[Line]] = field(default_factory=list)
    end: int = 0
    is_framed: bool = False
    is_bilingual: bool = False
    is_title_guessed: bool = False
    is_title_labelled: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether it names two parties and a title."""
        return len(self.parties) > 1 and all(self.parties) and bool(self.title)

    @property
    def has_open_party(self) -> bool:
        """Whether the last party was announced and its name is still to come."""
        return bool(self.parties) and not self.parties[-1]
