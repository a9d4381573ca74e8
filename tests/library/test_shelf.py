"""A host's folder may hold broken packs and many packs; neither may keep a club from its book."""

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest

from bot.domain.view import TitlePage
from bot.library import shelf as shelves
from bot.library.complaints import BrokenPack
from bot.library.readers import Apart, Here, Reader
from bot.library.shelf import NothingToRead, Shelf
from tests.marked import write_marked


def write_broken(content: Path, slug: str) -> Path:
    """Write a pack in which one answer is none of the choices."""
    folder = write_marked(content, slug)
    quiz = folder / "quiz" / "1.1.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("answer: 2", "answer: 9"), encoding="utf-8")
    return folder


def slugs(shelf: Shelf) -> list[str]:
    """Return the packs found whole so far."""
    return [page.slug for page in shelf.pages()]


@pytest.fixture(params=[Here, Apart], ids=["here", "apart"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """Both ways to read packs: whatever holds of a shelf holds with either."""
    made: Reader = request.param()
    return made


async def surveyed(content: Path, reader: Reader | None = None) -> Shelf:
    """Open a shelf and look at every pack on it."""
    shelf = Shelf(content, reader or Here())
    await shelf.open()
    await shelf.surveyed()
    return shelf


async def test_the_title_pages_stand_in_the_order_of_their_slugs(tmp_path: Path, reader: Reader) -> None:
    for slug in ("emma", "anna", "dracula"):
        write_marked(tmp_path, slug)
    pages = (await surveyed(tmp_path, reader)).pages()
    assert [page.slug for page in pages] == ["anna", "dracula", "emma"]
    assert pages[0].title == {"en": "The Marked Book", "vi": "Sách Đánh Dấu"}
    assert pages[0].author == {"en": "Nobody", "vi": "Nobody"}
    assert pages[0].languages == ("en", "vi")


async def test_a_broken_pack_is_named_in_the_log_and_left_out_while_others_load(
    tmp_path: Path, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    for slug in ("anna", "emma"):
        write_marked(tmp_path, slug)
    write_broken(tmp_path, "dracula")
    assert slugs(await surveyed(tmp_path, reader)) == ["anna", "emma"]
    (record,) = [one for one in caplog.records if one.name.startswith("bot")]
    assert record.levelno == logging.WARNING
    assert record.getMessage() == (
        "The pack dracula is left out until it is mended: dracula/quiz/1.1.yaml:14: "
        "there are 4 choices; “answer” must be the place of one of them"
    )


async def test_of_many_complaints_the_log_names_five_and_counts_the_rest(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_marked(tmp_path, "anna")
    quiz = write_marked(tmp_path, "dracula") / "quiz" / "1.1.yaml"
    quiz.write_text("- since: 1.1\n" * 2, encoding="utf-8")
    await surveyed(tmp_path)
    (message,) = caplog.messages
    assert message.count("is missing; add it") == 5
    assert message.endswith("; and 3 more (python -m bot check lists them)")


def test_without_a_folder_there_is_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=r"There is no folder .*nowhere; set SAMOVAR_CONTENT"):
        Shelf(tmp_path / "nowhere", Here())


def test_a_file_is_no_folder_to_read_from(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a book")
    with pytest.raises(NothingToRead, match="There is no folder"):
        Shelf(tmp_path / "content", Here())


def test_in_an_empty_folder_there_is_nothing_to_read(tmp_path: Path) -> None:
    for name in (".git", "_drafts"):
        write_marked(tmp_path, name)
    (tmp_path / "README.md").write_text("No books yet.")
    with pytest.raises(NothingToRead, match="holds no pack; put at least one book there"):
        Shelf(tmp_path, Here())


async def test_the_folder_with_what_editors_know_is_no_pack(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "book.json").write_text("{}")
    with pytest.raises(NothingToRead, match="holds no pack; put at least one book there"):
        Shelf(tmp_path, Here())
    write_marked(tmp_path, "anna")
    shelf = await surveyed(tmp_path)
    assert slugs(shelf) == ["anna"]
    assert await shelf.book("schema") is None
    assert caplog.messages == []


async def test_without_a_whole_pack_there_is_nothing_to_read(
    tmp_path: Path, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    write_broken(tmp_path, "anna")
    write_broken(tmp_path, "emma")
    with pytest.raises(NothingToRead, match="Not one pack is whole; `python -m bot check` lists what to mend"):
        await Shelf(tmp_path, reader).open()
    assert ["anna" in caplog.messages[0], "emma" in caplog.messages[1]] == [True, True]


class Slowly(Here):
    """Reads packs one at a time, each when it is told to go on."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()

    async def pages(self, folders: Iterable[Path]) -> AsyncIterator[TitlePage | BrokenPack]:
        async for page in super().pages(folders):
            yield page
            await self.go_on.wait()


async def test_opening_waits_for_the_first_whole_pack_only(tmp_path: Path) -> None:
    for slug in ("anna", "emma"):
        write_marked(tmp_path, slug)
    slowly = Slowly()
    shelf = Shelf(tmp_path, slowly)
    await shelf.open()
    assert slugs(shelf) == ["anna"]
    slowly.go_on.set()
    await shelf.surveyed()
    assert slugs(shelf) == ["anna", "emma"]


async def test_closing_ends_a_survey_that_is_under_way(tmp_path: Path, reader: Reader) -> None:
    for slug in ("anna", "emma", "ulysses"):
        write_marked(tmp_path, slug)
    shelf = Shelf(tmp_path, reader)
    await shelf.open()
    await shelf.close()
    found = slugs(shelf)
    await asyncio.sleep(0)
    assert slugs(shelf) == found
    assert "anna" in found


async def test_a_shelf_that_was_never_opened_can_be_closed(marked: Path) -> None:
    await Shelf(marked, Here()).close()


async def test_a_book_is_read_once_and_kept(tmp_path: Path, reader: Reader) -> None:
    folder = write_marked(tmp_path, "anna")
    shelf = Shelf(tmp_path, reader)
    assert shelf.at_hand("anna") is None
    book = await shelf.book("anna")
    assert book is not None
    assert book.slug == "anna"
    shutil.rmtree(folder)
    assert await shelf.book("anna") is book
    assert shelf.at_hand("anna") is book


async def test_two_clubs_that_open_a_book_at_once_get_the_same_one(marked: Path) -> None:
    shelf = Shelf(marked, Here())
    one, other = await asyncio.gather(shelf.book("marked"), shelf.book("marked"))
    assert one is not None
    assert one is other


async def test_a_pack_that_was_only_surveyed_is_not_in_memory(tmp_path: Path) -> None:
    write_marked(tmp_path, "anna")
    assert (await surveyed(tmp_path)).at_hand("anna") is None


@pytest.mark.parametrize("slug", ["emma", "", "..", "../marked", "ANNA", "."])
async def test_a_book_that_is_not_on_the_shelf_is_none(tmp_path: Path, slug: str) -> None:
    write_marked(tmp_path, "anna")
    shelf = await surveyed(tmp_path)
    assert await shelf.book(slug) is None
    assert shelf.at_hand(slug) is None


async def test_a_pack_that_broke_after_it_was_surveyed_is_none_and_named_in_the_log(
    tmp_path: Path, reader: Reader, caplog: pytest.LogCaptureFixture
) -> None:
    folder = write_marked(tmp_path, "anna")
    shelf = await surveyed(tmp_path, reader)
    (folder / "book.yaml").unlink()
    assert await shelf.book("anna") is None
    assert caplog.messages == [
        "The pack anna is left out until it is mended: anna/book.yaml: the file is missing; every pack begins with it"
    ]
    shutil.rmtree(folder)
    write_marked(tmp_path, "anna")
    assert await shelf.book("anna") is not None, "a mended pack is read without a restart"


async def test_of_many_books_those_read_last_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelves, "KEPT", 2)
    for slug in ("anna", "dracula", "emma"):
        write_marked(tmp_path, slug)
    shelf = Shelf(tmp_path, Here())
    await shelf.book("anna")
    await shelf.book("dracula")
    await shelf.book("anna")
    await shelf.book("emma")
    assert [shelf.at_hand(slug) is not None for slug in ("anna", "dracula", "emma")] == [True, False, True]
    assert await shelf.book("dracula") is not None


async def test_a_book_read_apart_is_the_same_as_one_read_here(content: Path) -> None:
    here, apart = await Here().book(content / "anna-karenina"), await Apart().book(content / "anna-karenina")
    assert not isinstance(here, BrokenPack)
    assert here == apart
