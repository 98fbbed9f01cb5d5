"""`docs/operations.md` says of commands and exit codes exactly what the code does: nothing less, nothing more."""

import argparse
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import click
import pytest

from indexer.__main__ import make_parser
from portal.cli import lines
from portal.cli.main import portal
from tests.fixtures.repository import ROOT, name_of, read, section

PAGE = "docs/operations.md"
_OPTION = re.compile(r"`(--[a-z-]+)(?: ([A-Z]+))?`(?: \((needed)\))?(?: \(default `([^`]+)`\))?: (.+)", re.S)


@dataclass(frozen=True)
class Option:
    """What the page has to say of an option; `choices` are the only values it takes, where they are words."""

    has_value: bool = False
    is_needed: bool = False
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Command:
    """A command as one types it: its arguments in order, and its options."""

    arguments: tuple[str, ...]
    options: Mapping[str, Option]


def _of_click(command: click.Command, words: str) -> Iterator[tuple[str, Command]]:
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from _of_click(child, f"{words} {name}")
        return
    options = {
        one.opts[0]: Option(
            has_value=not one.is_flag,
            is_needed=one.required,
            default=str(one.default) if one.show_default else None,
            choices=tuple(one.type.choices) if isinstance(one.type, click.Choice) else (),
        )
        for one in command.params
        if isinstance(one, click.Option)
    }
    arguments = (one.make_metavar(click.Context(command)) for one in command.params if isinstance(one, click.Argument))
    yield words, Command(tuple(arguments), options)


def _of_indexer() -> Iterator[tuple[str, Command]]:
    flags = [one for one in make_parser()._actions if one.option_strings and not isinstance(one, argparse._HelpAction)]
    (verb,) = (one for one in make_parser()._actions if not one.option_strings)
    options = {one.option_strings[-1]: Option(has_value=one.nargs != 0) for one in flags}
    for name in verb.choices or ():
        yield f"indexer {name}", Command((), options)


REAL = dict([*_of_click(portal, "portal"), *_of_indexer()])


def _sections() -> dict[str, tuple[str, str]]:
    """The heading of each command and what stands below it, by the command's words."""
    found = re.findall(r"^### ([^\n]+)\n(.*?)(?=^### |\Z)", section(PAGE, "Commands"), re.M | re.S)
    return {
        " ".join(word for word in heading.split() if not word.isupper()): (heading, text) for heading, text in found
    }


def _written(heading: str, text: str, real: Command) -> Command:
    """The command as the page has it; words in an option's line count as choices where the option has choices."""
    options = {}
    for line in re.findall(r"^- (`-.+(?:\n  .+)*)$", text, re.M):
        found = _OPTION.fullmatch(line)
        assert found is not None, line
        name, value, needed, default, about = found.groups()
        has_choices = name in real.options and real.options[name].choices
        choices = tuple(re.findall(r"`([^`]+)`", about)) if has_choices else ()
        options[name] = Option(value is not None, needed is not None, default, choices)
    return Command(tuple(word for word in heading.split() if word.isupper()), options)


def test_each_command_has_a_heading_in_the_order_of_the_program_and_no_heading_is_left_over() -> None:
    headings = re.findall(r"^### ", section(PAGE, "Commands"), re.M)

    assert list(_sections()) == list(REAL)
    assert len(headings) == len(REAL)


@pytest.mark.parametrize("name", list(REAL))
def test_under_each_heading_stand_the_arguments_and_options_of_the_command(name: str) -> None:
    heading, text = _sections()[name]

    assert _written(heading, text, REAL[name]) == REAL[name]
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text)) == set(REAL[name].options)


@pytest.mark.parametrize("name", [name for name in REAL if name.startswith("portal")])
def test_each_command_and_option_explains_itself_on_the_command_line(name: str) -> None:
    command: click.Command = portal
    for word in name.split()[1:]:
        assert isinstance(command, click.Group)
        command = command.commands[word]

    assert command.help
    assert [one.name for one in command.params if isinstance(one, click.Option) and not one.help] == []


def test_commands_named_in_running_text_are_real() -> None:
    starts = {" ".join(name.split()[:count]) for name in REAL for count in range(1, len(name.split()) + 1)}
    named = [
        (name_of(path), span)
        for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
        for span in re.findall(r"`((?:portal|indexer) [^`\n]+)`", path.read_text("utf-8"))
    ]

    assert named
    # Behind the words of a command come its arguments, which are no small letters, and its options.
    assert [one for one in named if re.split(r" (?=[^a-z])", one[1])[0] not in starts] == []


def test_exit_codes_are_told_once_and_all_of_them() -> None:
    rows = re.findall(r"^\| (\d+) \|", section(PAGE, "Exit codes"), re.M)
    real = {value for name, value in vars(lines).items() if name.startswith("EXIT_")}

    assert [int(row) for row in rows] == sorted(real)
    assert re.findall(r"\bexits? (?:code )?\d", read(PAGE).replace(section(PAGE, "Exit codes"), "")) == []


def test_both_commands_of_the_page_are_installed() -> None:
    scripts = tomllib.loads(read("pyproject.toml"))["project"]["scripts"]

    assert set(scripts) == {name.split()[0] for name in REAL}
