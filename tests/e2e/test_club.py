"""Clubs, through the real bot: opening, joining, leaving, several in one server, several servers."""

import discord

from tests.e2e.world import World, buttons, forge, outgoing, said, shown


async def test_a_moderator_opens_a_club_and_its_welcome_card_is_posted_once(town: World) -> None:
    await town.open_club(name="Thursday Readers")
    card = town.channel.history()[-1]
    assert [label for label, _ in buttons(card)] == ["Join", "In my language"]
    assert "Thursday Readers" in str(card.components)
    again = await town.set_up(town.channel, book="marked", channel=town.channel)
    assert "**Thursday Readers** meets in that channel already" in await town.start(again)
    assert len([m for m in town.channel.history() if not m.flags.ephemeral]) == 1


async def test_a_club_may_be_opened_for_another_channel_and_language(town: World) -> None:
    other = town.guild.create_text_channel("phòng-đọc")
    club = await town.open_club(language="vi")
    assert club.language == "vi"
    assert "Tham gia" in str(town.channel.history()[-1].components)
    await town.start(card := await town.set_up(town.channel, book="marked", channel=other))
    assert other.mention in said(card)
    assert "Join" in str(other.history()[-1].components)


async def test_a_book_may_be_named_by_its_title_in_any_language(town: World) -> None:
    card = await town.set_up(town.channel, book="sach danh dau")
    assert "The club is open" in await town.start(card)


async def test_an_unknown_book_is_not_repeated_back(town: World) -> None:
    told = said(await town.mod.slash(town.channel, "manage setup", book="@everyone **x**"))
    assert "not on my shelf" in told
    assert "everyone" not in told


async def test_where_the_bot_may_not_write_it_says_which_permissions_it_needs(town: World) -> None:
    muted = town.guild.create_text_channel(
        "muted", overwrites={town.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    told = await town.start(await town.set_up(town.channel, book="marked", channel=muted))
    assert f"in {muted.mention}. Please allow me “Send Messages” there" in told
    assert not (await town.here(town.mod)).server.clubs


async def test_a_card_that_discord_refuses_leaves_no_club_behind(town: World) -> None:
    town.env.inject_error("POST", f"/channels/{town.channel.id}/messages", status=403, code=50013)
    told = await town.start(await town.set_up(town.channel, book="marked"))
    assert "Please allow me “View Channel”, “Send Messages” there" in told
    assert not (await town.here(town.mod)).server.clubs
    await town.open_club()


async def test_join_and_leave(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    assert "Welcome to The Marked Book" in said(await ann.click(town.channel.history()[-1], label="Join"))
    assert "in already" in said(await ann.slash(town.channel, "club join"))
    assert "1 reader" in said(await ann.slash(town.channel, "club info"))
    assert "Your bookmarks, notes, quiz cards and answers there are deleted" in said(
        await ann.slash(town.channel, "club leave")
    )
    assert await town.at(ann, club) is None
    assert "not joined this club yet" in said(await ann.slash(town.channel, "club leave"))


async def test_the_welcome_card_can_be_read_in_ones_own_language(town: World) -> None:
    await town.open_club()
    binh = town.person("binh", speaks="vi")
    result = await binh.click(town.channel.history()[-1], label="In my language")
    assert result.ephemeral
    assert "Chúng ta cùng đọc" in said(result)
    assert [label for label, _ in buttons(shown(result))] == ["Tham gia"]


async def test_with_several_clubs_the_one_of_the_channel_is_meant(town: World) -> None:
    other = town.guild.create_text_channel("second")
    lobby = town.guild.create_text_channel("lobby")
    first = await town.open_club(name="First")
    second = await town.open_club(channel=other, name="Second")
    ann = town.person("ann")
    await ann.slash(other, "progress set", where="1.2")
    assert (await town.at(ann, first), await town.at(ann, second)) == (None, 2)
    await ann.slash(lobby, "progress set", where="1.3")
    assert await town.at(ann, second) == 3
    await ann.slash(town.channel, "club join")
    told = said(await ann.slash(lobby, "progress show"))
    assert "**First**" in told
    assert "**Second**" in told
    offered = await ann.autocomplete(lobby, "progress show", "club", "sec")
    assert [choice["name"] for choice in offered] == ["Second"]
    assert "Second" in said(await ann.slash(lobby, "progress show", club=offered[0]["value"]))
    assert "No club of this server has that name" in said(await ann.slash(lobby, "progress show", club="Third"))


async def test_two_servers_never_see_each_others_readers(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 4)
    abroad = town.env.create_guild("Elsewhere")
    place = abroad.create_text_channel("books")
    stranger = town.person("stranger", guild=abroad)
    abroad.add_member(ann.user)
    sent = len(town.env.http_requests)
    assert "no club here yet" in said(await stranger.slash(place, "progress club"))
    assert "no club here yet" in said(await stranger.slash(place, "progress show", club=str(club.id)))
    assert "no club here yet" in said(await stranger.slash(place, "club list"))
    for word in ("who", "next", "back", "undo", "summary"):
        await forge(town, stranger, f"{word}:{club.id}:0", place)
    for word in ("join", "mine", "place", "pages"):
        await forge(town, stranger, f"{word}:{club.id}", place)
    assert ann.mention not in outgoing(town.env, sent)
    assert "Marked" not in outgoing(town.env, sent)
    assert len((await town.here(ann)).server.readers[club.id]) == 1


async def test_two_clubs_in_one_server_keep_their_readers_apart(town: World) -> None:
    other = town.guild.create_text_channel("second")
    first = await town.open_club(name="First")
    await town.open_club(channel=other, name="Second")
    ann, bob = town.person("ann"), town.person("bob")
    await town.put(ann, first, 4)
    await bob.slash(other, "progress set", where="1.1")
    told = said(await bob.slash(other, "progress club"))
    assert bob.mention in told
    assert ann.mention not in told


async def test_a_club_name_pings_nobody_and_stays_words(town: World) -> None:
    name = "@everyone <@1> **bold** [x](http://e.x) `code` \u202etsil # head"
    await town.open_club(name=name)
    ann = town.person("ann")
    for command in ("club info", "club list", "club join", "progress show", "progress club"):
        told = said(await ann.slash(town.channel, command))
        assert "@everyone" not in told
        assert "<@1>" not in told
        assert "**bold**" not in told
        assert "\u202e" not in told
    bodies = [request.json for request in town.env.http_requests if request.path.endswith("/messages")]
    assert all(body["allowed_mentions"] == {"parse": []} for body in bodies if isinstance(body, dict))


async def test_the_most_clubs_a_server_may_have_is_said_plainly(town: World) -> None:
    for n in range(25):
        await town.open_club(channel=town.guild.create_text_channel(f"club-{n}"), name=f"Club {n}")
    told = await town.start(await town.set_up(town.channel, book="marked"))
    assert "This server has 25 clubs, and that is the most it may have." in told
    assert len(shown(await town.mod.slash(town.channel, "club list")).components) == 1


async def test_the_club_whose_card_was_never_posted_gets_it_at_the_next_setup(town: World) -> None:
    """A crash between saving the club and posting its card must not block the channel."""
    here = await town.here(town.mod)
    async with here.server.lock:
        await town.bot.services.places.open_club(here, town.channel.id, "Half open", "marked", "en")
    told = await town.start(await town.set_up(town.channel, book="marked"))
    assert "**Half open** meets in" in told
    assert len(here.server.clubs) == 1
