"""A press is found by its custom id alone, even a forged one, so an id is read back exactly or not at all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.presentation import ids
from bot.presentation.ids import CustomId

KINDS = {key: value for key, value in vars(ids).items() if isinstance(value, CustomId)}
every_kind = st.sampled_from(list(KINDS.values()))


def values(kind: CustomId) -> st.SearchStrategy[tuple[str, ...]]:
    """Build values that may stand in an id of that kind."""
    return st.tuples(*(st.from_regex(pattern, fullmatch=True) for _, pattern in kind.fields))


def read(kind: CustomId, custom_id: str) -> tuple[str, ...] | None:
    """Read an id back as the client does."""
    match = kind.template.fullmatch(custom_id)
    return None if match is None else tuple(match.groupdict().values())


@given(st.data())
def test_an_id_is_read_back_as_it_was_written(data: st.DataObject) -> None:
    kind = data.draw(every_kind)
    written = data.draw(values(kind))
    assert read(kind, kind(*written)) == written
    assert len(kind(*written)) <= 100


@given(st.data())
def test_an_id_is_never_taken_for_one_of_another_kind(data: st.DataObject) -> None:
    kind = data.draw(every_kind)
    custom_id = kind(*data.draw(values(kind)))
    assert [one for one in KINDS.values() if read(one, custom_id) is not None] == [kind]
    assert custom_id.partition(":")[0] == kind.word


@given(st.data())
def test_an_id_with_anything_added_or_taken_away_is_not_read(data: st.DataObject) -> None:
    kind = data.draw(every_kind)
    custom_id = kind(*data.draw(values(kind)))
    added = data.draw(st.text("0:x \n", min_size=1, max_size=5))
    for forged in (added + custom_id, f"{custom_id}:{added}", f"{custom_id}\n", f" {custom_id}", custom_id.upper()):
        assert read(kind, forged) is None


@given(every_kind, st.text("0123456789:-abcdeghiklmnopqrstuvwxy\n٣² "))
def test_whatever_is_read_is_exactly_what_was_written(kind: CustomId, rest: str) -> None:
    for forged in (rest, f"{kind.word}:{rest}", f"{kind.word}{rest}"):
        found = read(kind, forged)
        assert found is None or kind(*found) == forged


@pytest.mark.parametrize(
    "forged",
    [
        *("", ":", "go", "go:", "go:1:2", "go:1:2:3:4", "go:-1:2:3", "go:1:2:x", "go:1::3", "go:1:2:3 "),
        *("go:1:2:٣", "go:1:2:²", "go:1:2:1234567", "go:1234567890123456789:2:3", "go:1.0:2:3", "GO:1:2:3"),
    ],
)
def test_an_id_that_was_never_ours_is_not_read(forged: str) -> None:
    assert read(ids.GO, forged) is None


def test_numbers_are_read_as_they_stand() -> None:
    assert ids.GO(3, 4, 12) == "go:3:4:12"
    assert read(ids.GO, "go:3:4:12") == ("3", "4", "12")
    assert ids.SPEAK("auto") == "speak:auto"
    assert [read(ids.SPEAK, f"speak:{one}") for one in ("auto", "en", "vi", "fr")] == [
        ("auto",),
        ("en",),
        ("vi",),
        None,
    ]
    assert [read(ids.HIDE, f"hide:{one}") for one in ("yes", "no", "yesno")] == [("yes",), ("no",), None]


def test_every_kind_has_a_word_of_its_own_that_needs_no_escaping() -> None:
    words = [kind.word for kind in KINDS.values()]
    assert len(set(words)) == len(words)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", word) for word in words)
