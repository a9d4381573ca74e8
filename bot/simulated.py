"""Every touch on simcord's insides, in one file that checks itself; the demo and the tests stand on it."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import simcord
from simcord import interactions
from simcord.env import Env

KNOWN = "3.2.1"
"""The release whose insides are known here; it is pinned exactly."""


class SimcordChanged(Exception):
    """A simcord whose insides are not those that this file knows."""


def check() -> None:
    """Raise SimcordChanged unless everything touched here is as it was when this was written."""
    settling = inspect.signature(Env._settle_internal).parameters
    payload = inspect.signature(interactions.base_payload).parameters
    if simcord.__version__ != KNOWN or "idle" not in settling or "user_id" not in payload:
        raise SimcordChanged(f"simcord is {simcord.__version__}; look at this file again, it was written for {KNOWN}")


@contextmanager
def speaking(locales: Mapping[int, str]) -> Iterator[None]:
    """Let users' interactions carry their own locale (user id → "vi"); simcord says en-US of everybody."""
    original = interactions.base_payload

    def with_locale(*args: Any, **kwargs: Any) -> Any:
        record, payload = original(*args, **kwargs)
        payload["locale"] = locales.get(int(kwargs["user_id"]), "en-US")
        return record, payload

    interactions.base_payload = with_locale
    try:
        yield
    finally:
        interactions.base_payload = original


@contextmanager
def settling_quickly(idle: float = 0.002) -> Iterator[None]:
    """Let simcord look every two milliseconds, not fifty, whether the bot has come to rest."""
    original: Callable[..., Any] = Env._settle_internal

    async def quickly(self: Env, **kwargs: Any) -> Any:
        return await original(self, **{"idle": idle, **kwargs})

    Env._settle_internal = quickly  # type: ignore[method-assign]
    try:
        yield
    finally:
        Env._settle_internal = original  # type: ignore[method-assign]
