"""What readers set for themselves, through the real bot."""

from tests.e2e.world import World, forge, said, shown


async def test_a_language_of_ones_own_wins_over_discords(town: World) -> None:
    await town.open_club()
    ann = town.person("ann", speaks="fr")
    panel = await ann.slash(town.channel, "me settings")
    assert "Your settings in this server" in said(panel)
    changed = await ann.click(shown(panel), label="Tiếng Việt")
    assert "Cài đặt của bạn trong máy chủ này" in said(changed)
    assert "Bạn chưa đọc xong chương nào" in said(await ann.slash(town.channel, "summary"))
    back = await ann.click(shown(changed), label="Theo Discord")
    assert "Your settings in this server" in said(back)


async def test_hiding_ones_place_and_showing_it_again(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 2)
    panel = await ann.slash(town.channel, "me settings")
    hidden = await ann.click(shown(panel), label="Hide my place")
    assert "hidden: nobody sees where you are" in said(hidden)
    assert ann.mention not in said(await town.mod.slash(town.channel, "progress club"))
    await ann.click(shown(hidden), label="Show my place")
    assert ann.mention in said(await town.mod.slash(town.channel, "progress club"))


async def test_the_pages_of_an_edition_are_asked_for_in_a_form(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    await town.put(ann, club, 2)
    panel = await ann.slash(town.channel, "me settings")
    assert "not told yet" in said(panel)
    form = await ann.click(shown(panel), label="Change the pages")
    assert "864 pages" in said(await ann.submit_modal(form, {"pages": " 864 "}))
    for wrong in ("3", "many", "-1", "99999", "8.5"):
        form = await ann.click(shown(await ann.slash(town.channel, "me settings")), label="Change the pages")
        assert "between 10 and 9999" in said(await ann.submit_modal(form, {"pages": wrong}))
    form = await ann.click(shown(await ann.slash(town.channel, "me settings")), label="Change the pages")
    assert "not told yet" in said(await ann.submit_modal(form, {"pages": ""}))


async def test_a_form_that_two_people_have_open_works_for_both(town: World) -> None:
    club = await town.open_club()
    ann, bob = town.person("ann"), town.person("bob")
    forms = []
    for person in (ann, bob):
        await town.put(person, club, 1)
        panel = await person.slash(town.channel, "me settings")
        forms.append(await person.click(shown(panel), label="Change the pages"))
    assert "500 pages" in said(await ann.submit_modal(forms[0], {"pages": "500"}))
    assert "700 pages" in said(await bob.submit_modal(forms[1], {"pages": "700"}))


async def test_a_form_for_a_club_one_has_left_says_so(town: World) -> None:
    club = await town.open_club()
    ann = town.person("ann")
    field = {"type": 18, "component": {"type": 4, "custom_id": "pages", "value": "500"}}
    body = await forge(town, ann, f"pages-form:{club.id}", components=[field])
    assert "You have not joined this club yet" in str(body)
