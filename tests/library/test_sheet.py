"""A pack is written by hand and may be uploaded by anybody, so reading one file must neither guess nor break."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library import sheet as sheets
from bot.library.complaints import Complaint
from bot.library.sheet import DEEPEST, LARGEST, Plain, Sheet, read_sheet

LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{after}: &{after} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, after in zip("abcdefghijkl", "bcdefghijklm", strict=True)
)


def read(folder: Path, text: str | bytes) -> Sheet | list[Complaint]:
    """Read a file that holds `text`."""
    path = folder / "one.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sheet(path, "pack/one.yaml")


def data(folder: Path, text: str | bytes) -> Plain:
    """Read a file that is as it should be."""
    found = read(folder, text)
    assert isinstance(found, Sheet), found
    return found.data


def complaint(folder: Path, text: str | bytes) -> Complaint:
    """Read a file with which exactly one thing is wrong."""
    found = read(folder, text)
    assert isinstance(found, list), found
    assert len(found) == 1
    assert found[0].file == "pack/one.yaml"
    return found[0]


@pytest.mark.parametrize(
    "scalar", ["2.10", "no", "yes", "on", "1:30", "~", "null", "true", "0x1F", "1e3", "2026-01-01", ".inf", "0o17", "="]
)
def test_every_scalar_stays_the_string_that_was_written(tmp_path: Path, scalar: str) -> None:
    assert data(tmp_path, f"{scalar}: {scalar}\nmany: [{scalar}]") == {scalar: scalar, "many": [scalar]}


def test_a_key_without_a_value_has_an_empty_text(tmp_path: Path) -> None:
    assert data(tmp_path, "a:\nb: ''\n") == {"a": "", "b": ""}


def test_a_tag_makes_nothing_of_a_text(tmp_path: Path) -> None:
    assert data(tmp_path, "a: !!python/object/apply:os.system [x]\nb: !!int 2.10\n") == {"a": ["x"], "b": "2.10"}


@pytest.mark.parametrize("text", ["\ufefftên: Đôly\n", "tên: Đôly\r\n", "--- \ntên: Đôly\n...\n", "{tên: Đôly}"])
def test_a_file_may_come_from_any_editor(tmp_path: Path, text: str) -> None:
    assert data(tmp_path, text) == {"tên": "Đôly"}


@pytest.mark.parametrize("text", ["a: '*x & y'\n", "a: x*y & z\n", "a: |\n  *x &y\n", "# *x &y\na: b\n"])
def test_stars_and_ampersands_may_stand_in_a_text(tmp_path: Path, text: str) -> None:
    assert isinstance(data(tmp_path, text), dict)


def test_everything_knows_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "# why\nparts:\n  - title: One\n    chapters:\n      - a\n      - {b: c,\n         d: e}\n")
    assert isinstance(found, Sheet)
    lines = {
        ("parts",): 2,
        ("parts", 0): 3,
        ("parts", 0, "title"): 3,
        ("parts", 0, "chapters", 0): 5,
        ("parts", 0, "chapters", 1, "d"): 7,
    }
    assert {path: found.line(path) for path in lines} == lines


@pytest.mark.parametrize("path", [("parts", 0, "words"), ("parts", 0, 7), ("parts", 0, "title", "en"), ("parts", 0)])
def test_what_is_not_there_is_told_at_the_line_of_what_surrounds_it(
    tmp_path: Path, path: tuple[int | str, ...]
) -> None:
    found = read(tmp_path, "slug: x\nparts:\n  - title: One\n")
    assert isinstance(found, Sheet)
    assert found.line(path) == 3
    assert found.line(("nothing",)) == 1
    assert found.line(("parts", 5)) == 2


def test_a_key_that_stands_twice_is_named_with_its_line(tmp_path: Path) -> None:
    assert str(complaint(tmp_path, "a: 1\nb: 2\na: 3\n")) == "pack/one.yaml:3: “a” stands here twice; keep one"


def test_every_key_that_stands_twice_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, "a: 1\na: 2\nin:\n  b: 1\n  b: 2\n")
    assert isinstance(found, list)
    assert [(one.line, one.sentence[:3]) for one in found] == [(2, "“a”"), (5, "“b”")]


def test_a_hundred_thousand_doubled_keys_are_not_told_one_by_one(tmp_path: Path) -> None:
    found = read(tmp_path, "a: 1\n" * 100_000)
    assert isinstance(found, list)
    assert 1 <= len(found) <= 100


def test_a_key_that_is_no_word_is_refused_with_its_line(tmp_path: Path) -> None:
    found = complaint(tmp_path, "a: 1\n? [b, c]\n: 2\n")
    assert (found.line, found.sentence) == (2, "a key must be a plain word")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: &here 2\n", 2),
        ("a: &here 1\nb: *here\n", 1),
        ("- 1\n- *nowhere\n", 2),
        ("base: &base\n  x: 1\nnext:\n  <<: *base\n", 1),
        ("a: 1\n&key b: 2\n", 2),
        (LAUGHS, 1),
        ("a: 'fine & well'\nb: &map {c: d}\n", 2),
    ],
)
def test_aliases_are_refused_at_their_line_before_they_multiply(tmp_path: Path, text: str, line: int) -> None:
    found = complaint(tmp_path, text)
    assert found.line == line
    assert "aliases" in found.sentence


@pytest.mark.parametrize("text", [b"t\xean: x\n", b"\xff\xfea\x00", b"a: \xc3", b"a: \xed\xa0\x80"])
def test_a_file_that_is_not_utf_8_is_refused_as_a_whole(tmp_path: Path, text: bytes) -> None:
    found = complaint(tmp_path, text)
    assert found.line == 0
    assert "save it as UTF-8" in found.sentence


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "\ufeff"])
def test_an_empty_file_is_told_to_be_written_or_removed(tmp_path: Path, text: str) -> None:
    assert complaint(tmp_path, text) == Complaint(
        "pack/one.yaml", 0, "the file is empty; write its content or remove it"
    )


def test_a_file_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    assert data(tmp_path, "a: b\n" + "#" * (LARGEST - 5)) == {"a": "b"}
    found = complaint(tmp_path, "a: b\n" + "#" * (LARGEST - 4))
    assert found.line == 0
    assert "1,000,001 bytes" in found.sentence


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\nc: 'd\n\n", 4),
        ("a: [1, 2\nb: 3\n", 2),
        ("a: 1\n b: 2\n", 2),
        ("a:\n\tb: c\n", 2),
        ("a: 1\n---\nb: 2\n", 2),
    ],
)
def test_what_is_not_yaml_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    found = complaint(tmp_path, text)
    assert found.line == line
    assert "this is not YAML" in found.sentence


def test_a_control_character_is_told(tmp_path: Path) -> None:
    assert "remove control characters" in complaint(tmp_path, "a: \0\n").sentence


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.yaml"):
        found = read_sheet(path, "pack/one.yaml")
        assert isinstance(found, list)
        assert "cannot be read" in found[0].sentence


def test_a_file_may_nest_as_deep_as_the_limit_and_no_deeper(tmp_path: Path) -> None:
    assert data(tmp_path, "[" * DEEPEST + "]" * DEEPEST)
    assert "nested too deeply" in complaint(tmp_path, "- " * DEEPEST + "- x").sentence
    assert "nested too deeply" in complaint(tmp_path, "a: 1\nb:\n  " + "- " * (DEEPEST - 1) + "- x").sentence


# In a process of its own, because the C loader may overflow its stack and take the whole run with it.
@pytest.mark.parametrize("opening", ["- ", "? ", "[", "{a: "])
def test_a_file_that_is_nothing_but_nesting_does_not_bring_the_bot_down(tmp_path: Path, opening: str) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text(opening * 40_000, encoding="utf-8")
    program = f"from pathlib import Path; from bot.library.sheet import read_sheet; read_sheet(Path({str(path)!r}), '')"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-500:]


@pytest.fixture
def without_libyaml(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The same room on a host whose PyYAML was built without libyaml."""
    monkeypatch.setitem(sys.modules, "yaml.cyaml", None)
    spec = importlib.util.spec_from_file_location("slow_sheet", sheets.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "slow_sheet", module)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "text",
    [
        *("a: 2.10\nb:\n  - ~\n  - Đôly\n", "a: 1\nb: 2\na: 3\n", "a: 1\n---\nb: 2\n", ""),
        *(LAUGHS, "- " * 30 + "x", "[" * 5_000),
    ],
)
def test_a_host_without_libyaml_reads_the_same(tmp_path: Path, without_libyaml: ModuleType, text: str) -> None:
    found = read(tmp_path, text)
    slow = without_libyaml.read_sheet(tmp_path / "one.yaml", "pack/one.yaml")
    if isinstance(found, Sheet):
        assert slow.data == found.data
    else:
        assert [one.line for one in slow] == [one.line for one in found]


@given(st.binary(max_size=200) | st.text(alphabet="ab:-?[]{}&*!|>'\"#%@, \n\t", max_size=80).map(str.encode))
def test_any_bytes_are_a_sheet_or_complaints(tmp_path_factory: pytest.TempPathFactory, text: bytes) -> None:
    found = read(tmp_path_factory.getbasetemp(), text)
    assert isinstance(found, Sheet) or found
