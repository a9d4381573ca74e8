"""Laws about the house: imports one way, migrations, documents that stay true, a repository that can travel."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from bot import settings
from bot.storage.schema import HEAD, metadata
from tests.e2e.world import World
from tests.house.messages import ROOT


def test_imports_run_one_way() -> None:
    """Asked in a process of its own: import-linter switches off the loggers that other tests listen to."""
    lint = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"]
    linted = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert linted.returncode == 0, linted.stdout


def test_the_rules_of_a_club_never_look_at_a_clock() -> None:
    """The domain may reckon with dates, which come from outside: it asks nobody what day or hour it is."""
    clocks = {"now", "today", "utcnow"}
    for path in (ROOT / "bot" / "domain").glob("*.py"):
        calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        asked = [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in clocks]
        assert asked == [], path.name


def test_the_rules_of_a_club_import_python_each_other_and_fsrs_for_decks() -> None:
    for path in (ROOT / "bot" / "domain").glob("*.py"):
        tree = ast.walk(ast.parse(path.read_text("utf-8")))
        named = [
            name
            for node in tree
            for name in (
                [one.name for one in node.names]
                if isinstance(node, ast.Import)
                else [node.module or "."]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        ]
        foreign = {
            name
            for name in named
            if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("bot.domain")
        }
        assert foreign <= ({"fsrs", "fsrs.card"} if path.name == "deck.py" else set()), path.name


def test_the_newest_migration_is_the_one_the_code_knows() -> None:
    versions = sorted(path.name[:4] for path in (ROOT / "bot/storage/migrations/versions").glob("[0-9]*.py"))
    assert versions[-1] == HEAD


def test_the_migrations_make_the_schema_that_the_code_uses(empty_database: Path) -> None:
    engine = create_engine(f"sqlite:///{empty_database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


async def test_every_command_and_option_is_documented_and_nothing_else(town: World) -> None:
    document = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    leaves = [c for c in town.bot.tree.walk_commands() if not hasattr(c, "commands")]
    for command in leaves:
        options = " ".join(f"{p.display_name}:" if p.required else f"[{p.display_name}:]" for p in command.parameters)
        assert f"### `/{command.qualified_name}{' ' + options if options else ''}`" in document
    assert len(re.findall(r"^### `/", document, flags=re.MULTILINE)) == len(leaves)


def test_every_setting_is_explained_in_the_example() -> None:
    source = Path(settings.__file__).read_text(encoding="utf-8")
    keys = set(re.findall(r'"((?:DISCORD|SAMOVAR)_[A-Z]+)"', source))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#? ?((?:DISCORD|SAMOVAR)_[A-Z]+)=", example, flags=re.MULTILINE)) == keys
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(key in readme for key in keys)


def test_every_verb_of_the_makefile_is_in_the_readme_or_the_contributing_guide() -> None:
    verbs = re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    told = (ROOT / "README.md").read_text("utf-8") + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert [verb for verb in verbs if f"make {verb}" not in told] == []


def test_documents_point_only_to_files_that_exist() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
            if "://" not in target:
                assert (path.parent / target).exists(), f"{path.name} points to {target}"


def test_nothing_that_is_kept_names_an_index_or_a_path_of_one_machine() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "--hash=sha256:" in lock
    for name in tracked:
        path = ROOT / name
        if path.suffix in {".py", ".md", ".toml", ".yaml", ".lock", ""} and path.is_file():
            text = path.read_text("utf-8", errors="replace")
            assert str(ROOT) not in text, name
            assert not re.search(r"(pypi|pythonhosted)\.org", text.replace("pypi|pythonhosted", "")), name


async def test_the_bot_asks_for_no_privileged_intent_and_pings_nobody(town: World) -> None:
    intents = town.bot.intents
    assert [intents.members, intents.presences, intents.message_content] == [False] * 3
    assert town.bot.allowed_mentions is not None
    assert dict(town.bot.allowed_mentions.to_dict()) == {"parse": []}
