"""`/schedule`, through the real bot: where the club is, how one stands to it, and the plan to take along."""

from icalendar import Calendar

from bot.simulated import uploads
from tests.e2e.world import DAY, World, buttons, said, shown
from tests.marked import markers

PNG = b"\x89PNG"


async def test_before_the_start_a_stranger_sees_when_the_club_begins_and_may_join(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    answer = await town.person("ann").slash(town.channel, "schedule")
    told = said(answer)
    assert answer.ephemeral
    assert "The club has not begun yet." in told
    assert "Next: section 1, 1.1–1.3, opens <t:1767603600:F>, <t:1767603600:R>" in told
    assert "Meeting: <t:1768158000:F>" in told
    assert "our bookmark" not in told
    assert ("Join", f"join:{club.id}") in buttons(shown(answer))


async def test_while_a_section_is_read_one_sees_its_thread_and_what_a_day_asks(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    await town.put(ann, club, 1)
    await town.env.advance_time(6 * DAY)
    told = said(await ann.slash(town.channel, "schedule"))
    assert "**Section 1 · 1.1–1.3**" in told
    assert f"<#{(await town.plan(club)).threads[1]}>" in told
    assert "**Your bookmark is at 1.1.**" in told
    assert "you have 2 chapters" in told
    assert "With 4 days left that is 1 chapter a day" in told
    await town.put(ann, club, 6)
    assert "You are ahead of the club by 3 chapters" in said(await ann.slash(town.channel, "schedule"))
    assert "a day" not in said(await ann.slash(town.channel, "schedule"))


async def test_after_the_last_meeting_nobody_is_hurried(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    await town.put(ann, club, 10)
    await town.env.advance_time(40 * DAY)
    told = said(await ann.slash(town.channel, "schedule"))
    assert "The club has read the book" in told
    assert "2 chapters are left for you. Take all the time you like" in told


async def test_a_club_without_a_plan_reads_each_at_their_own_pace(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    answer = await ann.slash(town.channel, "schedule")
    assert "each at their own pace" in said(answer)
    await town.put(ann, club, 4)
    assert "Your bookmark is at 1.4." in said(await ann.slash(town.channel, "schedule"))
    for word in ("plan:1:0", "picture:1", "calendar:1"):
        assert "reads without a plan" in await town.forged(ann, word)


async def test_the_whole_plan_opens_in_place_and_leads_back(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    first = await ann.slash(town.channel, "schedule")
    whole = await ann.click(shown(first), label="Whole plan")
    assert shown(whole).id == shown(first).id
    assert all(addresses in said(whole) for addresses in ("1.1–1.3", "1.4–2.2", "2.3–2.5", "3.1–3.3"))
    back = await ann.click(shown(whole), label="Back to today")
    assert "The club has not begun yet." in said(back)


async def test_the_picture_comes_with_words_for_who_cannot_see_it(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    binh = town.person("binh", speaks="vi")
    answer = await binh.slash(town.channel, "schedule")
    sent = len(town.env.http_requests)
    picture = await binh.click(shown(answer), custom_id=f"picture:{club.id}")
    assert picture.ephemeral
    [file] = uploads(town.env)
    assert file.startswith(PNG)
    body = next(r.json for r in town.env.http_requests[sent:] if isinstance(r.json, dict) and r.json.get("attachments"))
    assert body["attachments"][0]["filename"] == "plan-1.png"
    assert "1.4–2.2" in str(body)
    assert not markers(str(body))


async def test_the_calendar_file_holds_every_meeting_and_nothing_of_the_book(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    await town.put(ann, club, 12)
    answer = await ann.slash(town.channel, "schedule")
    assert "for your calendar" in said(await ann.click(shown(answer), label="Calendar file"))
    [file] = uploads(town.env)
    entries = [str(event["summary"]) for event in Calendar.from_ical(file).walk("VEVENT")]
    assert len(entries) == 8
    assert any("3.1–3.3" in entry for entry in entries)
    assert not markers(file.decode())


async def test_with_several_clubs_each_has_its_own_plan(town: World) -> None:
    other = town.guild.create_text_channel("second")
    first = await town.open_club(name="First")
    await town.open_club(channel=other, name="Second")
    await town.give_plan(first)
    ann = town.person("ann")
    assert "Section" not in said(await ann.slash(other, "schedule"))
    assert "each at their own pace" in said(await ann.slash(other, "schedule"))
    assert "The club has not begun yet." in said(await ann.slash(other, "schedule", club="First"))


async def test_the_schedule_asks_the_database_for_nothing_and_outlives_a_restart(town: World) -> None:
    club = await town.open_club()
    await town.give_plan(club)
    ann = town.person("ann")
    answer = await ann.slash(town.channel, "schedule")
    await town.restart()
    assert "1.4–2.2" in said(await ann.click(shown(answer), label="Whole plan"))
