"""The second factor: whom it is asked of, from which day on, and where a session was started, shortened."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from ipaddress import IPv4Address, ip_address

from portal.domain.permissions import NEED_FACTOR, Peran

GRACE = timedelta(days=14)


class FactorPolicy(StrEnum):
    """What the office wants: a setting."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OFF = "off"


class FactorDemand(StrEnum):
    """What an account has to do about it on a day."""

    NONE = "none"
    SOON = "soon"
    """There are days left; pages say until when."""
    NOW = "now"
    """Nothing but setting it up is open."""


def is_needed(policy: FactorPolicy, peran: Iterable[Peran]) -> bool:
    """Whether somebody with these roles needs a second factor."""
    return policy is FactorPolicy.REQUIRED and not NEED_FACTOR.isdisjoint(peran)


def last_day_without(entered_on: date) -> date:
    """The last day on which an account that needs it may do without, given the day it first entered since."""
    return entered_on + GRACE


def demand(
    policy: FactorPolicy, peran: Iterable[Peran], *, has_factor: bool, due_on: date | None, today: date
) -> FactorDemand:
    """What is asked of an account; `due_on` is its last day without, None where it has not entered since."""
    if has_factor or not is_needed(policy, peran):
        return FactorDemand.NONE
    return FactorDemand.NOW if due_on is not None and today > due_on else FactorDemand.SOON


def is_password_enough(policy: FactorPolicy, *, is_short: bool, has_factor: bool) -> bool:
    """Whether a password opens more than the page that changes it: a short one only beside a factor that is asked for.

    Asked with every request, so it does not matter by which way the last factor went, or when.
    """
    return not is_short or (has_factor and policy is not FactorPolicy.OFF)


def shortened(address: str) -> str:
    """A network instead of a machine: the first three numbers of an IPv4 address, the first three groups of an IPv6."""
    try:
        found = ip_address(address.partition("/")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return ".".join([*str(found).split(".")[:3], "x"])
    return ":".join([*(group.lstrip("0") or "0" for group in found.exploded.split(":")[:3]), "x"])
