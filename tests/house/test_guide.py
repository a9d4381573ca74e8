"""Laws about the guide for people who write packs: whoever follows it step by step gets what it shows."""

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import __main__ as command_line
from bot.library.complaints import BrokenPack
from bot.library.pack import read_pack
from bot.library.report import check
from bot.library.sheet import DEEPEST, LARGEST
from tests.house.messages import ROOT
from tests.house.schemas import GUIDE, with_keys

PACK = Path("content/my-carol")
LEFT_OUT = "…"
_FILE = re.compile(rf"`({PACK.as_posix()}/[^`]+\.yaml)`")
_SLIP = re.compile(r"^\| `([^`]+\.yaml)` \| `([^`]+)` \| `([^`]+)` \| (.+) \|$", flags=re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A block of the guide, with the text just above it."""

    above: str
    language: str
    text: str


def _guide() -> str:
    return GUIDE.read_text("utf-8")


def _steps() -> list[Step]:
    paragraphs = re.split(r"^```(\w+)\n(.*?)^```\n", _guide(), flags=re.MULTILINE | re.DOTALL)
    return [Step(*paragraphs[i : i + 3]) for i in range(0, len(paragraphs) - 2, 3)]


def _write(step: Step) -> None:
    """Write a snippet into the file that was named last above it."""
    file = Path(_FILE.findall(step.above)[-1])
    file.write_text(step.text, encoding="utf-8")


def _typed(step: Step) -> list[tuple[list[str], list[str]]]:
    """Return the commands of a block as words, each with the lines that it is said to print."""
    commands: list[tuple[list[str], list[str]]] = []
    for line in step.text.splitlines():
        if line.startswith("$ "):
            commands.append((shlex.split(line[2:]), []))
        else:
            commands[-1][1].append(line)
    return commands


def _obey(words: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Do as a command says, and return what it prints; what sets up the machine has been done already."""
    if words[:3] == ["python", "-m", "bot"]:
        command_line.main(words[3:])
        return capsys.readouterr().out.splitlines()
    if words[:2] == ["mkdir", "-p"]:
        for folder in words[2:]:
            Path(folder).mkdir(parents=True)
        return []
    assert words in (["make", "check"], [".", ".venv/bin/activate"]), words
    return []


def _shown(shown: list[str], printed: list[str]) -> bool:
    """Whether lines were printed as they are shown; `…` stands for any number of lines."""
    pattern = "".join("(?:.*\n)*?" if line == LEFT_OUT else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The pack that the guide writes, made by following it from its first step to its last."""
    monkeypatch.chdir(tmp_path)
    for step in _steps():
        if step.language == "yaml":
            _write(step)
        else:
            assert step.language == "console"
            for words, shown in _typed(step):
                printed = _obey(words, capsys)
                assert _shown(shown, printed), (words, printed)
    return PACK


def test_following_the_guide_prints_what_it_shows_and_ends_with_a_whole_pack(pack: Path) -> None:
    whole, lines = check(pack)
    assert whole, lines
    view = read_pack(pack).as_read_to(1)
    assert view.chapters[0].summary
    assert view.people
    assert view.questions
    assert view.themes
    assert view.recaps


def test_every_kind_of_file_is_written_once_and_names_its_schema(pack: Path) -> None:
    written = [step for step in _steps() if step.language == "yaml"]
    assert len(written) == len(list(pack.rglob("*.yaml"))) == 6
    for file in pack.rglob("*.yaml"):
        head = file.read_text("utf-8").splitlines()[0]
        place = (ROOT / file.parent / head.removeprefix("# yaml-language-server: $schema=")).resolve()
        assert place.is_file(), head


def test_the_summary_it_shows_is_as_long_as_it_says_that_summaries_are(pack: Path) -> None:
    (chapter,) = [one for one in read_pack(pack).as_read_to(5).chapters if one.summary]
    assert chapter.summary
    least, most = map(int, re.findall(r"in (\d+) to (\d+)\s+words", _guide())[0])
    assert all(least <= len(text.split()) <= most for text in chapter.summary.values())


def test_every_complaint_it_explains_is_what_the_checker_says_to_that_slip(pack: Path, tmp_path: Path) -> None:
    slips = _SLIP.findall(_guide())
    assert len(slips) >= 10
    for n, (file, instead_of, wrote, hears) in enumerate(slips):
        folder = Path(shutil.copytree(pack, tmp_path / str(n) / pack.name))
        text = (folder / file).read_text("utf-8")
        assert instead_of in text, instead_of
        (folder / file).write_text(text.replace(instead_of, wrote, 1), encoding="utf-8")
        with pytest.raises(BrokenPack) as broken:
            read_pack(folder)
        heard = re.compile(re.escape(hears).replace(LEFT_OUT, ".*"))
        assert any(heard.fullmatch(one.sentence) for one in broken.value.complaints), broken.value.complaints


def test_its_tables_say_what_the_shapes_say() -> None:
    assert with_keys(_guide()) == _guide(), "run `make schemas`"
    assert f"{LARGEST:,} bytes and {DEEPEST} levels" in _guide()


def test_the_readme_and_those_who_contribute_are_led_to_it() -> None:
    for name in ("README.md", "CONTRIBUTING.md"):
        assert "(docs/content-guide.md)" in (ROOT / name).read_text("utf-8")
