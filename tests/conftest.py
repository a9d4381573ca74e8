"""Fixtures that every room's tests share, and what the run says at its end."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from bot.simulated import check, settling_quickly, taking_refusals_for_answers
from bot.storage.database import open_database
from tests import contract
from tests.e2e.world import World, world
from tests.marked import write_marked

hypothesis.settings.register_profile("suite", deadline=None, max_examples=60, derandomize=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def content() -> Path:
    """The packs that ship."""
    return ROOT / "content"


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A freshly migrated database, to be copied."""
    path = tmp_path_factory.mktemp("database") / "empty.db"

    async def migrate() -> None:
        async with open_database(str(path)):
            pass

    asyncio.run(migrate())
    return path


@pytest.fixture(scope="session")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder with the marked pack and nothing else."""
    folder = tmp_path_factory.mktemp("marked")
    write_marked(folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _simulator() -> Iterator[None]:
    check()
    with settling_quickly(), taking_refusals_for_answers():
        yield


@pytest.fixture
async def town(
    tmp_path: Path, marked: Path, empty_database: Path, request: pytest.FixtureRequest
) -> AsyncIterator[World]:
    """A simulated server over the marked pack: the bot raises nothing there, and sends only what Discord takes."""
    async with world(tmp_path, marked, empty_database) as one:
        yield one
        if request.node.get_closest_marker("faults") is None:
            one.env.raise_errors()
        for sent in one.env.http_requests:
            contract.hold(sent.method, sent.path, sent.json)


@pytest.fixture(autouse=True)
def _no_fault_unseen(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test in which anything was logged as an error, unless it says that it expects faults."""
    yield
    assert not logging.getLogger("bot.client").disabled, "a test switched the loggers off; nothing would be seen"
    if request.node.get_closest_marker("faults") is None:
        errors = [r for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.ERROR]
        assert not errors, [record.getMessage() for record in errors]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add up what each of the processes has held, when the tests run in several."""
    contract.held.update(getattr(node, "workeroutput", {}).get("held", {}))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what this process has held to the one that tells of the run."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["held"] = dict(contract.held)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many requests were held against Discord's own description."""
    if contract.reference() is None:
        terminalreporter.write_line("Held 0 requests against Discord's description: SAMOVAR_REFERENCE names no folder.")
        return
    total = sum(contract.held.values())
    terminalreporter.write_line(
        f"Held {total} requests to {len(contract.held)} addresses against Discord's description."
    )
