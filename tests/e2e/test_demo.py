"""The demo as somebody meets it who has just cloned the repository."""

import asyncio
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.e2e.wire import ROOT, outside

ADDRESS = re.compile(r"http://127\.0\.0\.1:[0-9]+/#\S+")


@asynccontextmanager
async def demo(*arguments: str, stdin: int = asyncio.subprocess.PIPE) -> AsyncIterator[asyncio.subprocess.Process]:
    """Start the demo and end it."""
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "demo", *arguments),
        cwd=ROOT,
        env=outside(),
        stdin=stdin,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def _line(running: asyncio.subprocess.Process) -> str:
    assert running.stdout is not None
    return (await asyncio.wait_for(running.stdout.readline(), 60)).decode().strip()


async def _address(running: asyncio.subprocess.Process) -> str:
    found = ADDRESS.search(await _line(running))
    assert found
    return found[0]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
async def test_without_a_terminal_it_goes_on_serving_until_it_is_told_to_stop(how: signal.Signals) -> None:
    async with demo(stdin=asyncio.subprocess.DEVNULL) as running:
        address = await _address(running)
        async with aiohttp.ClientSession() as browser:
            for _ in range(3):
                async with browser.get(address.split("#")[0]) as page:
                    assert page.status == 200
        running.send_signal(how)
        _, err = await asyncio.wait_for(running.communicate(), 20)
        assert (running.returncode, err) == (0, b"")


async def test_words_typed_move_the_clock_show_places_and_restart_the_bot() -> None:
    async with demo() as running:
        await _address(running)
        assert running.stdin is not None
        for word, answer in (
            ("day", "It is Friday, 02 January 2026"),
            ("week", "It is Friday, 09 January 2026"),
            ("show nowhere", "Places: anna-karenina, lobby, Section 1 · 1.1–1.26, @marta, @tom, @binh, @grace"),
            ("show lobby", "Now at http://127.0.0.1:"),
            ("show @binh", "Now at http://127.0.0.1:"),
            ("restart", "The bot has restarted"),
            ("show anna-karenina", "Now at http://127.0.0.1:"),
            ("what", "I know: wait · day · week · show PLACE · restart · quit"),
        ):
            running.stdin.write(f"{word}\n".encode())
            assert (await _line(running)).startswith(answer)
        running.stdin.write(b"quit\n")
        await asyncio.wait_for(running.wait(), 20)
        assert running.returncode == 0


async def test_a_port_in_use_is_named() -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, demo("--port", str(port)) as running:
        _, err = await asyncio.wait_for(running.communicate(), 60)
    assert running.returncode == 2
    assert err.decode() == f"Port {port} is in use; choose another with --port.\n"


async def test_it_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    async with demo(stdin=asyncio.subprocess.DEVNULL) as running:
        await _address(running)
        assert [path.name for path in tmp_path.iterdir()]
        running.send_signal(signal.SIGINT)
        await asyncio.wait_for(running.wait(), 20)
    assert list(tmp_path.iterdir()) == []
