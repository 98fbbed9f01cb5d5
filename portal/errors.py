"""The one tree of errors a caller may meet; a leaf that every room may import.

PortalError
├── BadInputError                 what was sent cannot be used; the message says what to do
│   ├── FieldsRefusedError        a form with wrong fields; each is named with its remedy
│   ├── FileRefusedError          an upload that cannot be taken, with a reason code
│   │   └── DuplicateFileError    the same bytes are stored already
│   ├── ProofRefusedError         a proof or checkpoint of the public log that does not hold
│   ├── RowsRefusedError          a table with wrong rows; each is named, none is taken
│   └── QueryRefusedError         a search text beyond its limits
├── NotAllowedError               the actor may not do this
│   └── TooManyAttemptsError      too many failed sign-ins; waiting opens it again
├── KeyNeededError                a program came without an access key that opens anything
├── NotFoundError                 no such thing, or not for this viewer
│   └── WithdrawnError            it was published once; its tombstone is what is left
├── ConflictError                 somebody else was faster, or the state does not permit it
│   ├── StaleVersionError         the record changed since it was read
│   ├── TransitionNotAllowedError no such step for this state, action and role
│   ├── LeaseLostError            another worker has taken the job
│   ├── UploadOffsetError         a part of a file does not begin where the last one ended
│   └── UploadBusyError           another request writes the same upload at this moment
├── StorageError                  the object store did not do what it was asked
│   ├── ObjectNotFoundError       no object lies under this digest
│   ├── ObjectAlteredError        the bytes under a digest no longer hash to it
│   ├── StorageBusyError          every place for calls to the store is taken; waiting heals it
│   ├── StorageFullError          there is no room left to write
│   ├── ObjectExistsError         S3 holds an object under this key, or is receiving one
│   ├── AccessRefusedError        S3 does not let these keys do it
│   ├── UnconditionalError        S3 knows no conditional PUT
│   └── BeyondEndError            a range that begins behind the last byte
├── SearchUnavailableError        the index is missing or broken; rebuild heals it
│   └── SearchBusyError           another process is writing the index; waiting heals it
├── BulkBusyError                 a file of all data is being made for somebody else; waiting heals it
├── MailError                     a letter could not be handed over; trying again may help
│   └── MailRefusedError          the server will never take this letter
│       └── AddressRefusedError   the server knows no such recipient, or takes nothing for it
├── WebhookError                  an address of a unit did not take a message; it is told again later
├── MailboxError                  the mailbox of what is sent in cannot be looked into now; trying again may help
├── IssuerError                   whoever signs people in elsewhere gave no answer that counts
│   ├── IssuerAwayError           it cannot be reached; trying again may help
│   └── IssuerRefusedError        what it said does not hold
├── SignInBusyError               more people enter at once than passwords can be looked at
├── ClosedError                   the portal was restored and is not open to the public yet
├── KodeExhaustedError            every number of a year is taken
└── ConfigError                   a setting that must be mended before anything can start

Messages are for people: Bahasa Indonesia, one line, what to do next. They never hold a path, key or SQL.
Every public subclass of PortalError is defined here. What a room raises and catches by itself, such as damaged bytes of
an index or a step of a reading, is no PortalError and stays in its room.
"""

from dataclasses import dataclass
from datetime import date


class PortalError(Exception):
    """Base of every error the portal raises on purpose."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadInputError(PortalError):
    """Something sent by a person or a script cannot be used; `field` names it where there is one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Problem:
    """Something impossible in what was filled in; `field` is the name of the input it belongs to."""

    field: str
    message: str


class FieldsRefusedError(BadInputError):
    """What was filled in cannot be saved; `problems` names each field with its remedy."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(" ".join(problem.message for problem in problems), problems[0].field)
        self.problems = problems


class FileRefusedError(BadInputError):
    """An upload that cannot be taken; `reason` is a stable code such as `empty` or `not_pdf`."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message, field="berkas")
        self.reason = reason


class DuplicateFileError(FileRefusedError):
    """The same bytes are stored already; `kode` names the naskah where the actor may see it, else None.

    `is_public_only` says that the actor, like everybody, sees only its public page.
    """

    def __init__(self, message: str, kode: str | None, *, is_public_only: bool = False) -> None:
        super().__init__("duplicate", message)
        self.kode = kode
        self.is_public_only = is_public_only


class RowsRefusedError(BadInputError):
    """A table that was not taken in; `problems` names every wrong row and what is wrong with it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(f"{len(problems)} baris perlu diperbaiki; tidak ada yang diimpor.", "tabel")
        self.problems = problems


class ProofRefusedError(BadInputError):
    """A proof, entry or checkpoint of the public log that does not hold, or has not its form."""


class QueryRefusedError(BadInputError):
    """A search text beyond the limits of the query guard."""


class NotAllowedError(PortalError):
    """The actor is known but may not do this."""


class KeyNeededError(PortalError):
    """An address that an access key opens was asked for without one that opens anything."""


class TooManyAttemptsError(NotAllowedError):
    """Too many failed attempts for this account or address; it opens again by itself."""


class SignInBusyError(PortalError):
    """Too many passwords wait to be looked at; nothing was tried, and trying again soon helps."""

    retry_after = 5
    """Seconds."""


class IssuerError(PortalError):
    """Whoever signs people in elsewhere gave no answer that counts; `reason` is a short code for the log."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class IssuerAwayError(IssuerError):
    """The issuer cannot be reached, or not in time."""


class IssuerRefusedError(IssuerError):
    """What the issuer said, or what was brought back from it, does not hold."""


class NotFoundError(PortalError):
    """There is no such thing, or the viewer must not learn that there is."""


class WithdrawnError(NotFoundError):
    """Something of a naskah that was withdrawn; what may still be told of it is its tombstone."""

    def __init__(self, kode: str, withdrawn_on: date, alasan: str) -> None:
        super().__init__("Naskah ini sudah ditarik dari publikasi.")
        self.kode = kode
        self.withdrawn_on = withdrawn_on
        self.alasan = alasan


class ConflictError(PortalError):
    """The request met a state that does not permit it."""


class StaleVersionError(ConflictError):
    """The record was changed by somebody else since it was read (optimistic locking)."""


class TransitionNotAllowedError(ConflictError):
    """The status table has no such step for this state, action and role."""


class LeaseLostError(ConflictError):
    """The job was taken by another worker in the meantime; nothing of this one counts."""


class UploadOffsetError(ConflictError):
    """A part does not begin where the last one ended; `offset` (bytes) is where it has to."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"Bagian ini tidak bersambung. Lanjutkan dari bita {offset}.")
        self.offset = offset


class UploadBusyError(ConflictError):
    """Another request is writing the same upload at this moment."""


class StorageError(PortalError):
    """The object store failed; nothing was accepted."""


class ObjectNotFoundError(StorageError):
    """No object lies under this digest."""


class ObjectAlteredError(StorageError):
    """The bytes under a digest no longer hash to it."""


class StorageBusyError(StorageError):
    """As many calls to the store as there may be are under way; one a moment later may pass."""


class StorageFullError(StorageError):
    """There is no room left, in the store or on the way to it."""


class ObjectExistsError(StorageError):
    """The server holds an object under this key (412), or is just receiving one (409); the S3 store settles it."""


class AccessRefusedError(StorageError):
    """S3 does not let these keys do it."""


class UnconditionalError(StorageError):
    """The server does not know conditional PUT (501); the S3 store then asks before it sends."""


class BeyondEndError(StorageError):
    """The range begins behind the last byte (416): the object exists and has nothing there."""


class SearchUnavailableError(PortalError):
    """The search index is missing or broken; the pages say so and a rebuild heals it."""


class SearchBusyError(SearchUnavailableError):
    """Another process is writing the index: nothing is wrong, the work waits."""


class BulkBusyError(PortalError):
    """A file of all data is being made for somebody else; waiting heals it."""


class MailError(PortalError):
    """A letter could not be handed over now; it waits and is tried again."""


class MailRefusedError(MailError):
    """The mail server refused the letter for good."""


class AddressRefusedError(MailRefusedError):
    """The mail server refused the recipient for good."""


class WebhookError(PortalError):
    """A message that an address of a unit did not take; the same message may be taken later.

    The text is a short word for staff, never anything that the other side said.
    """


class MailboxError(PortalError):
    """The mailbox to which files are sent did not do what it was asked; what lies there waits."""


class ClosedError(PortalError):
    """The portal was restored from a backup, and what is newer than that was not looked at yet."""

    retry_after = 600
    """Seconds."""


class KodeExhaustedError(PortalError):
    """Every number of a year is taken (90,000 naskah in one year)."""


class ConfigError(PortalError):
    """A setting is missing or unsafe; the message names it."""
