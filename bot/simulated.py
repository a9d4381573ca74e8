"""Every touch on simcord's insides, in one file that checks itself; the demo and the tests stand on it."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import simcord
from simcord import interactions
from simcord.backend.cdn import CdnStore
from simcord.env import Env
from simcord.http import router

from bot.domain.errors import Refusal

KNOWN = "3.2.1"
"""The release whose insides are known here; it is pinned exactly."""


class SimcordChanged(Exception):
    """A simcord whose insides are not those that this file knows."""


def check() -> None:
    """Raise SimcordChanged unless everything touched here is as it was when this was written."""
    settling = inspect.signature(Env._settle_internal).parameters
    payload = inspect.signature(interactions.base_payload).parameters
    recording = inspect.signature(Env._record_error).parameters
    carrying = inspect.signature(router.dispatch).parameters
    known = "idle" in settling and "user_id" in payload and "error" in recording and CdnStore()._blobs == {}
    known = known and list(carrying)[:4] == ["backend", "method", "path", "json"]
    if simcord.__version__ != KNOWN or not known:
        raise SimcordChanged(f"simcord is {simcord.__version__}; look at this file again, it was written for {KNOWN}")


def uploads(env: Env) -> list[bytes]:
    """Return every file that the bot has sent, in their order; the requests tell only the files' names."""
    return list(env.backend.cdn._blobs.values())


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
def taking_refusals_for_answers() -> Iterator[None]:
    """Let simcord record only real faults: a refusal is answered by our own door and is no error of the bot's."""
    original = Env._record_error

    def faults_only(self: Env, error: BaseException) -> None:
        if not isinstance(getattr(error, "original", error), Refusal):
            original(self, error)

    Env._record_error = faults_only  # type: ignore[method-assign]
    try:
        yield
    finally:
        Env._record_error = original  # type: ignore[method-assign]


@contextmanager
def settling_quickly(idle: float = 0.001) -> Iterator[None]:
    """Let simcord look every millisecond, not every fifty, whether the bot has come to rest."""
    original: Callable[..., Any] = Env._settle_internal

    async def quickly(self: Env, **kwargs: Any) -> Any:
        return await original(self, **{"idle": idle, **kwargs})

    Env._settle_internal = quickly  # type: ignore[method-assign]
    try:
        yield
    finally:
        Env._settle_internal = original  # type: ignore[method-assign]


@contextmanager
def overseeing(around: Callable[[str, Any, Callable[[], Any]], Any]) -> Iterator[None]:
    """Let `around` (path, body, what Discord does) carry out every request, so that it may fail before or after."""
    original = router.dispatch

    def overseen(backend: Any, method: str, path: str, *, json: Any = None, **others: Any) -> Any:
        return around(path, json, lambda: original(backend, method, path, json=json, **others))

    router.dispatch = overseen
    try:
        yield
    finally:
        router.dispatch = original
