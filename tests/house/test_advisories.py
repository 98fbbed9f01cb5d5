"""A copy of a database of advisories, read without a network: what touches a version, and what is kept of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.supply import advisories
from tests.supply.database import Advisory, read_folder
from tests.supply.locks import Pin

ZERO_TO_TWO = "[{introduced: '0'}, {fixed: '2.0'}]"


def _put(folder: Path, number: str, *, more: str = "", ecosystem: str = "PyPI", **parts: str) -> Path:
    """One advisory as the database writes it; `ranges` are the events of each range, `more` is added at the end."""
    ranges = "".join(f"\n  - type: ECOSYSTEM\n    events: {one}" for one in parts.get("ranges", "").split(" + ") if one)
    place = folder / "vulns" / "paket" / f"{number}.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(
        f"id: {number}\nmodified: 2026-03-01T10:00:00Z\npublished: '2026-02-01T10:00:00Z'\naffected:\n"
        f"- package: {{name: {parts.get('name', 'paket')}, ecosystem: {ecosystem}}}\n"
        + (f"  ranges:{ranges}\n" if ranges else "")
        + (f"  versions: {parts['versions']}\n" if "versions" in parts else "")
        + more,
        "utf-8",
    )
    return place


def _touched(folder: Path, *versions: str, name: str = "paket") -> list[str]:
    """Which of the versions an advisory of the folder touches."""
    known = read_folder(folder, {name}).advisories
    return [version for version in versions if any(one.touches(Pin(name, version, ())) for one in known)]


@pytest.mark.parametrize(
    ("ranges", "versions", "touched"),
    [
        (ZERO_TO_TWO, "0 1.9.9 2.0 2.0.post1 3", "0 1.9.9"),
        ("[{introduced: '0'}]", "0 99", "0 99"),
        ("[{introduced: '0'}, {}]", "0 99", "0 99"),
        ("[{introduced: '1.2'}, {fixed: '1.10'}]", "1.1 1.2 1.9 1.10 1.11", "1.2 1.9"),
        ("[{introduced: '0'}, {last_affected: '2.0'}]", "2.0 2.0.post1 2.0.1", "2.0"),
        (f"{ZERO_TO_TWO} + [{{introduced: '3.0'}}, {{fixed: '3.0.4'}}]", "1 2.0 2.9 3.0 3.0.3 3.0.4", "1 3.0 3.0.3"),
        ("[{introduced: '0'}, {introduced: '3.0'}, {fixed: '2.0'}, {fixed: '3.1'}]", "1 2.0 2.9 3.0 3.1", "1 3.0"),
        ("[{introduced: '3.0'}, {fixed: '3.1'}, {introduced: '0'}, {fixed: '2.0'}]", "1 2.0 2.9 3.0 3.1", "1 3.0"),
        ("[{introduced: '1.0'}, {last_affected: '1.0'}]", "0.9 1.0 1.0.1", "1.0"),
        ("[{introduced: '0'}, {fixed: '2.0'}, {introduced: '2.0'}, {fixed: '3.0'}]", "1 2.0 2.9 3.0", "1 2.0 2.9"),
        ("[{fixed: '2.0'}]", "1.0 2.0", "1.0"),
    ],
)  # fmt: skip
def test_a_version_is_touched_where_a_range_holds_it(tmp_path: Path, ranges: str, versions: str, touched: str) -> None:
    _put(tmp_path, "PYSEC-2026-1", ranges=ranges)

    assert _touched(tmp_path, *versions.split()) == touched.split()


def test_a_version_before_the_mended_one_has_the_weakness_and_a_build_of_ones_own_counts_as_what_it_is_built_of(
    tmp_path: Path,
) -> None:
    _put(tmp_path, "PYSEC-2026-1", ranges="[{introduced: '1.0'}, {fixed: '2.0'}]")
    versions = ("1.0rc1", "1.0", "1.0+kantor", "2.0a1", "2.0rc1", "2.0.dev3", "2.0", "2.0+kantor")

    assert _touched(tmp_path, *versions) == ["1.0", "1.0+kantor", "2.0a1", "2.0rc1", "2.0.dev3"]


def test_versions_named_one_by_one_are_touched_beside_those_of_a_range(tmp_path: Path) -> None:
    _put(tmp_path, "PYSEC-2026-1", ranges=ZERO_TO_TWO, versions="['1.0', '2.5', '3.1.0.rc1', 2.10, no-version]")

    assert _touched(tmp_path, "1.0", "2.1", "2.5", "2.5.0", "2.10", "2.11", "3.1rc1", "3.1") == [
        "1.0", "2.5", "2.5.0", "2.10", "3.1rc1",
    ]  # fmt: skip


def test_an_advisory_that_names_no_version_touches_all(tmp_path: Path) -> None:
    # Nothing is known of where it ends: that is for a person to judge.
    _put(tmp_path, "PYSEC-2026-1")

    assert _touched(tmp_path, "0.1", "99") == ["0.1", "99"]


def test_a_range_of_commits_says_nothing_of_versions(tmp_path: Path) -> None:
    place = _put(tmp_path, "PYSEC-2026-1", ranges=ZERO_TO_TWO)
    commits = "\n  - type: GIT\n    repo: https://contoh.go.id\n    events: [{introduced: '0'}, {fixed: 8fa3}]\n"
    place.write_text(place.read_text("utf-8").rstrip() + commits, "utf-8")

    assert _touched(tmp_path, "1.0", "2.0") == ["1.0"]


def test_what_was_withdrawn_and_what_is_of_another_ecosystem_is_passed_over(tmp_path: Path) -> None:
    _put(tmp_path, "PYSEC-2026-1", ranges=ZERO_TO_TWO, more="withdrawn: 2026-04-01T00:00:00Z\n")
    _put(tmp_path, "GHSA-1", ranges=ZERO_TO_TWO, ecosystem="npm")
    _put(tmp_path, "PYSEC-2026-2", ranges=ZERO_TO_TWO, name="paket-lain")

    told = read_folder(tmp_path, {"paket"})

    assert told.advisories == []
    assert told.withdrawn == {"PYSEC-2026-1"}


def test_a_name_is_the_same_however_it_is_written_and_a_json_file_is_read_too(tmp_path: Path) -> None:
    _put(tmp_path, "PYSEC-2026-1", ranges=ZERO_TO_TWO, name="Paket_Kami.Lama")
    place = _put(tmp_path, "PYSEC-2026-2")
    place.unlink()
    affected = {"package": {"name": "paket-kami-lama", "ecosystem": "PyPI"}, "versions": ["7.0"]}
    place.with_suffix(".json").write_text(
        json.dumps({"id": "GHSA-2", "modified": "2026-01-01", "affected": [affected]})
    )

    assert _touched(tmp_path, "1.0", "2.0", "7.0", name="paket-kami-lama") == ["1.0", "7.0"]


def test_what_is_told_of_an_advisory_is_its_names_its_bounds_and_the_version_that_mends_it(tmp_path: Path) -> None:
    two = f"{ZERO_TO_TWO} + [{{introduced: '3.0'}}, {{fixed: '3.0.4'}}]"
    _put(tmp_path, "PYSEC-2026-1", ranges=two, more="aliases: [CVE-2026-1, GHSA-1]\n")
    _put(tmp_path, "PYSEC-2026-2", ranges="[{introduced: '0'}, {last_affected: '4'}]")

    told = read_folder(tmp_path, {"paket"})

    assert told.newest == date(2026, 3, 1)
    assert told.advisories == [
        Advisory("PYSEC-2026-1", "paket", "<2.0 || >=3.0,<3.0.4", "3.0.4", ("CVE-2026-1", "GHSA-1")),
        Advisory("PYSEC-2026-2", "paket", "<=4", ""),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        b"id: [", b"\xff\xfe\x00", b"- satu\n", b"modified: 2026-01-01\n", b"id: PYSEC-2026-9\nmodified: 2026-01-01\n",
        b"id: PYSEC-2026-9\nmodified: kapan\naffected: [{package: {name: paket, ecosystem: PyPI}}]\n",
        b"id: PYSEC-2026-9\nmodified: 2026-01-01\naffected: [{package: {name: paket, ecosystem: PyPI},"
        b" ranges: [{type: ECOSYSTEM, events: [{introduced: satu}]}]}]\n",
        b"id: PYSEC-2026-9\nmodified: 2026-01-01\naffected: paket\n",
    ],
    ids=["yaml", "bytes", "list", "no id", "no package", "date", "version", "shape"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_in_one_line_and_nothing_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, broken: bytes
) -> None:
    kept = tmp_path / "advisories.json"
    kept.write_text('{"sources": []}', "utf-8")
    monkeypatch.setattr(advisories, "FILE", kept)
    monkeypatch.setattr(advisories, "pins", lambda _: [Pin("paket", "1.0", ())])
    _put(tmp_path, "PYSEC-2026-9").write_bytes(broken)

    assert advisories.main(["--database", str(tmp_path)]) == 1

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "PYSEC-2026-9.yaml" in said
    assert kept.read_text("utf-8") == '{"sources": []}'


def test_a_folder_without_an_advisory_is_refused_and_files_beside_the_database_are_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "dependabot.yml").write_text("version: 2\n", "utf-8")

    assert advisories.main(["--database", str(tmp_path)]) == 1
    assert "no advisory" in capsys.readouterr().err

    _put(tmp_path, "PYSEC-2026-1", ranges=ZERO_TO_TWO)
    (tmp_path / "package.json").write_text("{}", "utf-8")
    assert _touched(tmp_path, "1.0") == ["1.0"]


def test_the_answer_is_kept_with_its_source_and_dates_and_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "advisories.json"
    by_hand = Advisory("CVE-2020-1", "paket", "<0.5", "0.5")
    advisories.keep(kept, [advisories.AdvisorySource("put together by hand", "2026-01-01", "", [by_hand])])
    monkeypatch.setattr(advisories, "FILE", kept)
    monkeypatch.setattr(advisories, "pins", lambda _: [Pin("paket", "1.0", ())])
    copy = tmp_path / "copy"
    _put(copy, "PYSEC-2026-1", ranges=ZERO_TO_TWO, more="aliases: [CVE-2026-1]\n")
    gone = _put(copy, "PYSEC-2026-2", ranges="[{introduced: '0'}, {fixed: '0.4'}]")
    late = _put(copy, "PYSEC-2026-3", ranges="[{introduced: '0'}]")

    assert advisories.main(["--database", str(copy)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "PYSEC-2026-1: paket 1.0, mended in 2.0",
        "PYSEC-2026-3: paket 1.0, mended in no version",
    ]

    # A later copy: one file is missing, another was withdrawn, a third has been bounded.
    gone.unlink()
    late.write_text(late.read_text("utf-8") + "withdrawn: 2026-05-01T00:00:00Z\n", "utf-8")
    _put(copy, "PYSEC-2026-1", ranges="[{introduced: '0'}, {fixed: '0.9'}]", more="aliases: [CVE-2026-1]\n")

    assert advisories.main(["--database", str(copy)]) == 0
    assert capsys.readouterr().out == ""
    sources = advisories.load(kept)
    assert [(one.name, one.newest) for one in sources] == [
        ("put together by hand", ""),
        (advisories.DATABASE, "2026-03-01"),
    ]
    assert sources[0].advisories == [by_hand]
    assert [(one.id, one.affected, one.aliases) for one in sources[1].advisories] == [
        ("PYSEC-2026-1", "<0.9", ("CVE-2026-1",)),
        ("PYSEC-2026-2", "<0.4", ()),
    ]


def test_an_older_copy_than_the_one_asked_before_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "advisories.json"
    advisories.keep(kept, [advisories.AdvisorySource(advisories.DATABASE, "2026-04-01", "2026-03-02", [])])
    before = kept.read_text("utf-8")
    monkeypatch.setattr(advisories, "FILE", kept)
    _put(tmp_path, "PYSEC-2026-1", ranges=ZERO_TO_TWO)

    assert advisories.main(["--database", str(tmp_path)]) == 1
    assert "2026-03-01" in capsys.readouterr().err
    assert kept.read_text("utf-8") == before


def test_what_is_asked_over_the_network_names_the_pinned_version_and_the_next_that_is_mended() -> None:
    answer = {
        "dependencies": [
            {"name": "Paket_Kami", "version": "2.2.1", "vulns": [
                {"id": "PYSEC-2026-1", "fix_versions": ["1.26.19", "2.10", "2.2.2"], "aliases": ["CVE-2026-1"]},
                {"id": "PYSEC-2026-2", "fix_versions": ["1.26.19"]},
            ]},
            {"name": "lain", "version": "1.0"},
        ]
    }  # fmt: skip

    assert advisories.told_by_pip_audit(answer) == [
        Advisory("PYSEC-2026-1", "paket-kami", "<2.2.2", "2.2.2", ("CVE-2026-1",)),
        Advisory("PYSEC-2026-2", "paket-kami", "<=2.2.1", ""),
    ]


def test_a_weakness_that_two_sources_name_is_told_once_and_a_reason_answers_any_of_its_names() -> None:
    one = Advisory("PYSEC-2026-1", "paket", "<2.0", "2.0", ("CVE-2026-1",))
    other, pin = Advisory("CVE-2026-1", "paket", "<2.0", "2.0"), Pin("paket", "1.0", ())

    assert advisories.open_ones([one, other], [pin], {}) == ["PYSEC-2026-1: paket 1.0, mended in 2.0"]
    assert advisories.open_ones([one, other], [pin], {"CVE-2026-1": "The part with the fault is never called."}) == []
