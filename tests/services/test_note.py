"""Notes: who may write, open, change and settle, what waits for whom, and one clear outcome for two at once."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.club import Club
from bot.domain.errors import Gone, NothingReadYet, NotReading, SealedForNow
from bot.domain.note import (
    PARTLY,
    PREDICTION,
    QUESTION,
    QUOTE,
    RIGHT,
    THOUGHT,
    WRONG,
    Ahead,
    Note,
    Opened,
    Posting,
    Waiting,
    Which,
)
from bot.domain.note_errors import (
    BadNote,
    NoteGone,
    NothingToPredict,
    NothingWaits,
    SettledMeanwhile,
    SettledTooEarly,
)
from bot.domain.proposal import PastBookmark
from bot.services.here import Here
from tests.marked import LAST
from tests.services.room import ANN, BEN, GUILD, MOD, OTHER_GUILD, Room, join
from tests.storage.rows import ask

WORDS = "He waits at the door."


async def write(house: Room, club: Club, at: int = 5, user: int = ANN, chapter: str = "2.1") -> int:
    """Let somebody whose bookmark is at `at` write a note, and return its row."""
    here = await house.read_to(club, at, user)
    return (await house.services.notes.write(here, club.id, chapter, THOUGHT, WORDS)).note.row


async def predict(house: Room, club: Club, at: int = 3) -> int:
    return (await house.services.notes.predict(await house.read_to(club, at), club.id, WORDS)).note.row


async def opened(house: Room, here: Here, club: Club, row: int, *, moderates: bool = False) -> Opened:
    found = await house.services.note_reading.open(here, club.id, row, moderates=moderates)
    assert isinstance(found, Opened)
    return found


async def test_who_has_not_joined_or_not_begun_writes_nothing(house: Room, club: Club) -> None:
    notes, here = house.services.notes, await house.here()
    for refusal in (NotReading, NothingReadYet):
        for use in (
            notes.begin(here, None, THOUGHT),
            notes.begin_prediction(here),
            notes.write(here, club.id, "1.1", THOUGHT, WORDS),
            notes.predict(here, club.id, WORDS),
        ):
            with pytest.raises(refusal):
                await use
        if refusal is NotReading:
            await house.services.clubs.join(here, club)


async def test_a_form_knows_the_bookmark_and_the_chapter_asked_for(house: Room, club: Club) -> None:
    here = await house.read_to(club, 5)
    assert (await house.services.notes.begin(here, None, THOUGHT)).since == 5
    assert (await house.services.notes.begin(here, "1.2", QUOTE)).since == 2
    with pytest.raises(PastBookmark):
        await house.services.notes.begin(here, "2.2", THOUGHT)


async def test_a_note_comes_back_sealed_to_be_posted(house: Room, club: Club) -> None:
    here = await house.read_to(club, 5)
    made = await house.services.notes.write(here, club.id, "1.2", QUOTE, WORDS)
    assert (made.note.since, made.note.kind, made.note.author, made.place) == (2, QUOTE, ANN, club.channel_id)
    assert not isinstance(made.note, Note)
    with pytest.raises(BadNote):
        await house.services.notes.write(here, club.id, "1.2", QUOTE, " ")
    with pytest.raises(Gone):
        await house.services.notes.write(here, club.id, "1.2", PREDICTION, WORDS)


async def test_a_note_opens_by_the_bookmark_of_whoever_opens_it(house: Room, club: Club) -> None:
    row, reading = await write(house, club), house.services.note_reading
    stranger = await house.here(BEN)
    with pytest.raises(NotReading):
        await reading.open(stranger, club.id, row)
    ahead = await reading.open(await house.read_to(club, 2, BEN), club.id, row)
    assert isinstance(ahead, Ahead)
    assert (ahead.chapters, ahead.may_remove, isinstance(ahead.note, Note)) == (3, False, False)
    found = await opened(house, await house.read_to(club, 5, BEN), club, row)
    assert (found.note.text, found.mine, found.may_remove) == (WORDS, False, False)
    assert isinstance(await reading.open(await house.read_to(club, 4, BEN), club.id, row), Ahead), "went back"


async def test_who_went_back_finds_their_own_note_sealed_and_may_still_take_it_back(house: Room, club: Club) -> None:
    row, notes = await write(house, club), house.services.notes
    here = await house.read_to(club, 4)
    found = await house.services.note_reading.open(here, club.id, row)
    assert isinstance(found, Ahead)
    assert found.mine
    with pytest.raises(SealedForNow):
        await notes.own(here, club.id, row)
    await notes.remove(here, club.id, row, moderates=False)
    with pytest.raises(NoteGone):
        await house.services.note_reading.open(here, club.id, row)


async def test_a_reply_is_on_the_same_chapter_and_counted_at_the_note(house: Room, club: Club) -> None:
    row, notes = await write(house, club), house.services.notes
    behind = await house.read_to(club, 4, BEN)
    for use in (notes.begin_reply(behind, club.id, row, THOUGHT), notes.reply(behind, club.id, row, THOUGHT, WORDS)):
        with pytest.raises(SealedForNow):
            await use
    here = await house.read_to(club, 9, BEN)
    assert (await notes.begin_reply(here, club.id, row, THOUGHT)).since == 5
    reply = (await notes.reply(here, club.id, row, QUESTION, "Why?")).note
    assert (reply.since, reply.answers, reply.to, reply.author) == (5, row, ANN, BEN)
    assert (await opened(house, here, club, row)).replies == 1
    listed = await house.services.note_reading.turn(here, club.id, Which(answers=row), 0)
    assert [one.row for one in listed.notes] == [reply.row]


async def test_only_its_author_changes_a_note_and_only_they_or_a_moderator_remove_it(house: Room, club: Club) -> None:
    row, notes = await write(house, club), house.services.notes
    ben, mod = await house.read_to(club, 5, BEN), await house.here(MOD)
    for use in (
        notes.own(ben, club.id, row),
        notes.change(ben, club.id, row, "Mine now"),
        notes.may_remove(ben, club.id, row, moderates=False),
        notes.remove(ben, club.id, row, moderates=False),
        notes.begin_settling(ben, club.id, row, moderates=True),
    ):
        with pytest.raises(Gone):
            await use
    ann = await house.here(ANN)
    await notes.change(ann, club.id, row, "Other words")
    found = (await opened(house, ben, club, row)).note
    assert (found.text, found.edited) == ("Other words", True)
    with pytest.raises(BadNote):
        await notes.change(ann, club.id, row, "")
    await notes.remove(mod, club.id, row, moderates=True)
    for late in (
        notes.change(ann, club.id, row, "Late"),
        notes.remove(ann, club.id, row, moderates=False),
        notes.reply(ann, club.id, row, THOUGHT, WORDS),
    ):
        with pytest.raises(NoteGone):
            await late


async def test_a_bookmark_that_passes_notes_is_told_what_waits_oldest_chapter_first(house: Room, club: Club) -> None:
    late, early = await write(house, club, chapter="2.1"), await write(house, club, chapter="1.2")
    here, reading = await house.read_to(club, 1, BEN), house.services.note_reading
    ahead = await reading.ask(here, club.id, late)
    assert isinstance(ahead, Ahead)
    assert ahead.asked
    moved = await house.services.progress.set(here, "1.3")
    assert moved.waiting == Waiting(early, 1)
    moved = await house.services.progress.set(here, "2.1")
    assert moved.waiting == Waiting(early, 2, asked=1)
    first = await reading.read_on(here, club.id, early)
    assert isinstance(first, Opened)
    assert (first.note.row, first.waiting) == (early, Waiting(late, 1, asked=1))
    again = await reading.read_on(here, club.id, early)
    assert again == first, "a second press shows the same, and skips none"
    last = await reading.read_on(here, club.id, late)
    assert isinstance(last, Opened)
    assert (last.note.row, last.waiting) == (late, None)
    back = await house.services.progress.set(here, "1.1")
    assert back.waiting is None
    assert (await house.services.progress.set(here, "2.1")).waiting is None, "what was read stays read"
    assert isinstance(await reading.ask(here, club.id, late), Opened), "who is there by now just reads it"


async def test_reading_on_goes_past_what_is_gone_and_stops_at_what_is_sealed_again(house: Room, club: Club) -> None:
    first, second = await write(house, club), await write(house, club)
    here, reading = await house.read_to(club, 5, BEN), house.services.note_reading
    await house.services.notes.remove(await house.here(ANN), club.id, first, moderates=False)
    found = await reading.read_on(here, club.id, first)
    assert isinstance(found, Opened)
    assert found.note.row == second
    assert isinstance(await reading.read_on(await house.read_to(club, 4, BEN), club.id, second), Ahead)
    await house.services.notes.remove(await house.here(ANN), club.id, second, moderates=False)
    with pytest.raises(NothingWaits):
        await reading.read_on(here, club.id, second)


async def test_setting_a_bookmark_asks_nothing_more_unless_it_passes_a_chapter_with_notes(
    house: Room, club: Club
) -> None:
    await write(house, club)
    here = await house.read_to(club, 1, BEN)
    for typed, queries in (("1.3", 1), ("1.4", 1), ("2.1", 2), ("2.2", 1), ("1.1", 1), ("2.3", 2)):
        house.asked.clear()
        await house.services.progress.set(here, typed)
        assert len(house.asked) == queries, typed


async def test_after_a_restart_memory_knows_again_where_notes_are(house: Room, club: Club) -> None:
    row = await write(house, club)
    here = await house.read_to(club, 4, BEN)
    services = join(house.database, house.shelf)
    moved = await services.progress.set(await services.places.here(here.asker), "2.1")
    assert moved.waiting == Waiting(row, 1)


async def test_a_list_goes_as_far_as_the_bookmark_and_leafs_from_note_to_note(house: Room, club: Club) -> None:
    rows = [await write(house, club, at=LAST, chapter=f"1.{1 + n % 4}") for n in range(12)]
    here, reading = await house.read_to(club, 3, BEN), house.services.note_reading
    listing = await reading.look(here, None, None)
    assert (listing.total, listing.pages, listing.waiting) == (9, 2, Waiting(rows[0], 9))
    assert [one.since for one in listing.notes] == [1, 1, 1, 2, 2, 2, 3, 3]
    assert (await reading.turn(here, club.id, Which(), 99)).page == 1
    assert (await reading.look(here, "1.2", None)).total == 3
    assert (await reading.look(here, None, QUOTE)).total == 0
    with pytest.raises(PastBookmark):
        await reading.look(here, "1.4", None)
    found = await reading.leaf(here, club.id, rows[1], Which())
    assert isinstance(found, Opened)
    assert found.leaf
    assert (found.leaf.number, found.leaf.total, found.leaf.before, found.leaf.after) == (4, 9, rows[8], rows[5])
    last = await reading.leaf(here, club.id, rows[10], Which())
    assert isinstance(last, Opened)
    assert last.leaf
    assert last.leaf.after is None, "nothing leads past the bookmark"
    assert isinstance(await reading.leaf(here, club.id, rows[3], Which()), Ahead)


async def test_what_lies_ahead_changes_nothing_of_what_a_reader_is_told(house: Room, club: Club) -> None:
    """Notes, replies and outcomes past the bookmark are in no count, list or neighbour."""
    await write(house, club, at=LAST, chapter="1.3")
    guess = await predict(house, club)
    here, reading = await house.read_to(club, 4, BEN), house.services.note_reading

    async def told() -> list[object]:
        found = [await reading.leaf(here, club.id, row, Which()) for row in (1, guess)]
        return [await reading.look(here, None, None), *found, await reading.read_on(here, club.id, 1)]

    await told()
    before = await told()
    late = await write(house, club, at=LAST, chapter="2.1")
    await house.services.notes.reply(await house.here(ANN), club.id, late, THOUGHT, WORDS)
    await house.services.notes.settle(await house.here(ANN), club.id, guess, None, "2.2", RIGHT, moderates=False)
    assert await told() == before


async def test_a_prediction_is_settled_by_who_made_it_or_a_moderator_as_far_as_they_have_read(
    house: Room, club: Club
) -> None:
    row, notes = await predict(house, club), house.services.notes
    ann, ben = await house.here(ANN), await house.read_to(club, 6, BEN)
    assert not (await opened(house, ann, club, row)).may_settle, "nothing has been read since"
    assert not (await opened(house, ben, club, row)).may_settle
    with pytest.raises(Gone):
        await notes.begin_settling(ben, club.id, row, moderates=False)
    mod = await house.read_to(club, 6, MOD)
    assert (await opened(house, mod, club, row, moderates=True)).may_settle
    blank, known = await notes.begin_settling(mod, club.id, row, moderates=True)
    assert (blank.since, known) == (6, None)
    for typed, refusal in (("1.3", SettledTooEarly), ("2.3", PastBookmark)):
        with pytest.raises(refusal):
            await notes.settle(mod, club.id, row, None, typed, RIGHT, moderates=True)
    with pytest.raises(Gone):
        await notes.settle(mod, club.id, row, None, "2.1", "who knows", moderates=True)
    await notes.settle(mod, club.id, row, None, "2.1", RIGHT, moderates=True)
    found = (await opened(house, ben, club, row)).note
    assert (found.settles, found.outcome) == (5, RIGHT)
    assert (await opened(house, ann, club, row)).note.outcome is None


async def test_a_settled_prediction_waits_for_each_reader_who_passes_its_chapter(house: Room, club: Club) -> None:
    row, notes = await predict(house, club), house.services.notes
    ben = await house.read_to(club, 4, BEN)
    await opened(house, ben, club, row)
    mod = await house.read_to(club, 6, MOD)
    await notes.settle(mod, club.id, row, None, "2.1", WRONG, moderates=True)
    assert (await house.services.progress.set(ben, "2.1")).waiting == Waiting(row, 1)
    assert (await house.services.progress.set(await house.here(ANN), "2.1")).waiting == Waiting(row, 1)
    assert (await house.services.note_reading.look(mod, None, None)).waiting is None


async def test_a_prediction_that_nobody_settled_opens_again_at_the_end_of_the_book(house: Room, club: Club) -> None:
    row = await predict(house, club)
    ben = await house.read_to(club, LAST - 1, BEN)
    assert (await opened(house, ben, club, row)).note.settles is None
    assert (await house.services.progress.set(ben, "done")).waiting == Waiting(row, 1)
    found = (await opened(house, ben, club, row)).note
    assert (found.settles, found.outcome) == (LAST, None)
    with pytest.raises(NothingToPredict):
        await house.services.notes.begin_prediction(ben)


async def test_of_two_who_settle_at_once_the_second_is_asked_to_look_again(house: Room, club: Club) -> None:
    row, notes = await predict(house, club), house.services.notes
    ann, mod = await house.read_to(club, 6), await house.read_to(club, 6, MOD)
    tries = [
        notes.settle(here, club.id, row, None, "2.1", outcome, moderates=here is mod)
        for here, outcome in ((ann, RIGHT), (mod, WRONG))
    ]
    first, second = await asyncio.gather(*tries, return_exceptions=True)
    assert first is None
    assert isinstance(second, SettledMeanwhile)
    await notes.settle(mod, club.id, row, RIGHT, "2.2", PARTLY, moderates=True)
    assert (await opened(house, ann, club, row)).note.outcome == PARTLY


async def test_the_log_tells_what_a_moderator_does_to_a_note_of_somebody_elses_and_nothing_that_changes_nothing(
    house: Room, club: Club
) -> None:
    row, notes = await predict(house, club), house.services.notes
    ann, mod = await house.read_to(club, 6), await house.read_to(club, 6, MOD)
    await notes.settle(ann, club.id, row, None, "2.1", RIGHT, moderates=True)
    for known in (RIGHT, PARTLY):
        await notes.settle(mod, club.id, row, known, "2.2", PARTLY, moderates=True)
    await notes.remove(mod, club.id, row, moderates=True)
    made = await notes.write(ann, club.id, "2.1", THOUGHT, WORDS)
    await notes.remove(ann, club.id, made.note.row, moderates=True)
    lines = ask(house.path, "SELECT what, changed_by FROM changes WHERE what LIKE 'note-%' ORDER BY id")
    assert lines == [("note-settle", MOD), ("note-remove", MOD)]


async def test_taking_back_and_opening_answering_or_posting_at_once_have_one_outcome_each(
    house: Room, club: Club
) -> None:
    notes, ann, ben = house.services.notes, await house.read_to(club, 5), await house.read_to(club, 5, BEN)
    for _ in range(5):
        made = await notes.write(ann, club.id, "2.1", THOUGHT, WORDS)
        row = made.note.row
        uses = [
            house.services.note_reading.open(ben, club.id, row),
            notes.remove(ann, club.id, row, moderates=False),
            notes.remove(ann, club.id, row, moderates=False),
            notes.reply(ben, club.id, row, THOUGHT, "Late"),
            notes.posted(made, 11, 99),
        ]
        shown, gone, again, reply, posted = await asyncio.gather(*uses, return_exceptions=True)
        assert isinstance(shown, Opened | NoteGone)
        assert sorted(isinstance(one, NoteGone) for one in (gone, again)) == [False, True]
        assert isinstance(reply, Posting | NoteGone)
        assert isinstance(posted, bool)
        assert ask(house.path, "SELECT count(*) FROM notes WHERE id = ?", row) == [(0,)]
        assert ask(house.path, "SELECT count(*) FROM note_marks WHERE note_id = ?", row) == [(0,)]


async def test_who_leaves_while_they_open_leaves_no_mark_behind(house: Room, club: Club) -> None:
    row = await write(house, club)
    ben = await house.read_to(club, 5, BEN)
    await asyncio.gather(
        house.services.clubs.leave(ben),
        house.services.note_reading.open(ben, club.id, row),
        return_exceptions=True,
    )
    assert ask(house.path, "SELECT * FROM note_marks") == []


async def test_rows_of_other_clubs_and_servers_lead_nowhere(house: Room, club: Club, other_club: Club) -> None:
    row = await write(house, club)
    foreign = await house.open_club(guild=OTHER_GUILD)
    notes, reading = house.services.notes, house.services.note_reading
    for elsewhere in (other_club, foreign):
        there = await house.read_to(elsewhere, LAST, BEN)
        for use in (
            reading.open(there, elsewhere.id, row),
            reading.leaf(there, elsewhere.id, row, Which()),
            notes.remove(there, elsewhere.id, row, moderates=True),
            notes.reply(there, elsewhere.id, row, THOUGHT, WORDS),
        ):
            with pytest.raises(NoteGone):
                await use
        assert (await reading.look(replace(there), None, None, str(elsewhere.id))).total == 0
    stranger = await house.here(BEN, guild=OTHER_GUILD)
    with pytest.raises(Gone):
        await reading.open(stranger, club.id, row)
    assert ask(house.path, "SELECT guild_id FROM notes") == [(GUILD,)]
