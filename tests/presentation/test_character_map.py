"""The map of somebody: whatever a pack holds, nothing in it meets, and every word of it stands in its sheet."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from math import ceil, dist
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.book import Book
from bot.domain.character import WhichOne
from bot.domain.character_map import Around, Bond, around
from bot.domain.outline import Address
from bot.domain.view import Name, Person
from bot.library.pack import read_pack
from bot.presentation import character_map as maps
from bot.presentation import paper
from bot.presentation.character import called
from bot.presentation.character_map import FILE, alt, draw, named, sheet, which_one
from bot.presentation.character_map import around as card
from bot.presentation.character_map_picture import HEAD, WIDTH, lay, picture
from bot.presentation.picture import LONGEST_ALT
from bot.presentation.say import Say, say_in
from bot.presentation.sheets import MapSheet, Spoke
from tests.presentation.drawn import Drawn
from tests.presentation.read import LANGUAGES, a_club, buttons, hold, outline_of, text

LONGEST = 80
"""Characters that a pack's names and relations may have."""
PLACES = ("1.5", "1.34", "4.23", "8.19")
WHO = ("anna", "levin", "laska")
LEGIBLE = 28
"""Size of the smallest type on a picture 1,100 wide, of which a phone shows 400."""

NAMES = (
    *("Laska", "Alexei Alexandrovich Karenin", "Plato, Spinoza, Kant, Schelling, Hegel and Schopenhauer"),
    *("những đôi được công tước tiểu thư Vacvara viện ra", "công tước phu nhân Secbatxkaia", "lão công tước Secbatxki"),
    *("W" * LONGEST, "Ễ" * LONGEST, "mm " * 26, "Ặg " * 26, "i"),
)
words = st.one_of(st.sampled_from(NAMES), st.text("aWẶg ,’-", min_size=1, max_size=LONGEST).filter(str.strip))
spokes = st.builds(Spoke, name=words, relation=words, inward=st.booleans(), ended=st.booleans())
sheets = st.builds(
    MapSheet, middle=words, spokes=st.lists(spokes, max_size=12).map(tuple), notes=st.just(("As of 1.34.",))
)


@pytest.fixture(scope="module")
def novel(content: Path) -> Book:
    """Anna Karenina, whole."""
    return read_pack(content / "anna-karenina")


def seen(novel: Book, who: str, place: str) -> Around:
    part, chapter = map(int, place.split("."))
    view = novel.as_read_to(novel.outline.position(Address(part, chapter)))
    return around(a_club(), view, view.people[who])


def crowd(many: int, name: str = "", relation: str = "guest") -> Around:
    """Return somebody with so many around, with names and relations as long as one likes."""
    people = [Person(f"who-{n}", (Name({"en": (f"{n} {name}")[:LONGEST]}, 1),), 1) for n in range(many + 1)]
    bonds = tuple(Bond(one, ({"en": relation},), inward=True, ended=False) for one in people[1:])
    return Around(a_club(), outline_of(9), 1, people[0], bonds)


def held(shown: MapSheet) -> None:
    """Fail where words meet words, the middle, a line or the edge."""
    laid = lay(shown)
    blocks = [block for cell in laid.cells for block in (cell.name, cell.label)]
    boxes = [block.box for block in (*blocks, laid.middle, laid.notes)]
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= WIDTH
        assert bottom <= laid.height
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)
    for cell in laid.cells:
        for x, y in along(cell.points):
            for left, top, right, bottom in (block.box for block in blocks):
                assert not (left - 3 < x < right + 3 and top - 3 < y < bottom + 3), (cell.spoke, (x, y))


def along(points: tuple[tuple[int, int], ...]) -> Iterator[tuple[float, float]]:
    """Yield points of a line, near each other."""
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(1, ceil(dist((x, y), (to_x, to_y)) / 4))
        for step in range(steps + 1):
            yield x + (to_x - x) * step / steps, y + (to_y - y) * step / steps


@given(sheets)
def test_no_words_meet_others_or_a_line_however_many_and_however_long(shown: MapSheet) -> None:
    held(shown)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(shown=sheets)
def test_what_is_written_stands_where_it_was_laid(shown: MapSheet, drawn: Drawn) -> None:
    picture(shown)
    assert drawn.meet() == []
    assert min(drawn.sizes) >= LEGIBLE


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", WHO)
def test_maps_of_the_novel_hold(novel: Book, say: Say, who: str, place: str, drawn: Drawn) -> None:
    if (who, place) == ("laska", "1.5"):
        return
    shown = sheet(say, seen(novel, who, place))
    held(shown)
    draw(shown)
    assert drawn.meet() == []
    face = paper.Ruler()
    assert all(face.has_letters(told) for told in shown.words)
    assert not any("…" in told for told in drawn.words), "all of it has room"
    assert sorted(" ".join(drawn.words).split()) == sorted(" ".join(shown.words).split())


@pytest.mark.parametrize("many", range(14))
def test_everybody_is_drawn_once_in_a_ring_of_two_equal_sides(many: int) -> None:
    laid = lay(sheet(say_in("en"), crowd(many)))
    assert [cell.spoke.name.strip() for cell in laid.cells] == [str(n) for n in range(1, min(many, 12) + 1)]
    ways = [cell.outwards for cell in laid.cells]
    assert ways.count((-1, 0)) == ways.count((1, 0))
    middle = (laid.middle.box[0] + laid.middle.box[2]) // 2
    assert all((cell.name.x > middle) is (cell.outwards == (1, 0)) for cell in laid.cells if cell.outwards[0])


def test_an_arrow_points_to_whom_the_words_are_said_of(monkeypatch: pytest.MonkeyPatch) -> None:
    pointing: list[tuple[tuple[float, float], tuple[float, float]]] = []
    monkeypatch.setattr(
        paper.Paper, "arrow", lambda _paper, tip, _length, towards, _colour: pointing.append((tip, towards))
    )
    two = tuple(Spoke(name, "friend", inward, ended=False) for name, inward in (("A", True), ("B", False)))
    laid = lay(MapSheet("C", two, ("As of 1.34.",)))
    picture(MapSheet("C", two, ("As of 1.34.",)))
    (right, left) = laid.cells
    assert [right.outwards, left.outwards] == [(1, 0), (-1, 0)]
    assert pointing == [
        (right.points[1], (-1, 0)),
        ((left.points[1][0] - HEAD, left.points[1][1]), (-1, 0)),
    ]


def test_the_lines_of_a_relation_begin_or_end_at_the_field(drawn: Drawn) -> None:
    relations = ("friend since their youth, guest of the summer", "mother of his wife, hostess of a long winter")
    shown = MapSheet("C", tuple(Spoke("A", one, inward=True, ended=False) for one in relations), ("As of 1.34.",))
    picture(shown)
    boxes = dict(zip(drawn.words, drawn.boxes, strict=True))
    right, left = (cell.label for cell in lay(shown).cells)
    assert min(len(right.lines), len(left.lines)) > 1
    assert all(abs(boxes[line][0] - right.x) <= 3 for line in right.lines)
    assert all(abs(boxes[line][2] - left.x - left.width) <= 3 for line in left.lines)


def test_signs_that_the_typeface_lacks_are_no_empty_boxes(drawn: Drawn) -> None:
    picture(MapSheet("安娜", (Spoke("Anna", "姐", inward=True, ended=False),), ("As of 1.34.",)))
    assert drawn.words == ["Anna", "…", "…", "As of 1.34."]


def test_a_map_is_told_in_words(novel: Book, english: Say, vietnamese: Say) -> None:
    about = seen(novel, "laska", "1.34")
    assert alt(english, about) == (
        "Map of those around Laska, with what each is to Laska. As of your bookmark at 1.34. "
        "Konstantin Levin: master; Agafya Mikhailovna: companion in the house"
    )
    assert alt(vietnamese, about) == (
        "Sơ đồ những người quanh Laxka, và mỗi người là gì của Laxka. Tính đến dấu trang của bạn ở 1.34. "
        "Kônxtantin Lêvin: ông chủ; Agaphia Mikhailôvna: người cùng nhà"
    )
    file = named(english, about, b"PNG")
    assert file.filename == FILE == "map.png"
    assert file.description == alt(english, about)


def test_who_is_something_to_others_alone_is_told_with_their_names(novel: Book, english: Say) -> None:
    assert alt(english, seen(novel, "alabin", "1.34")).endswith("Alabin: host in the dream of Stiva Oblonsky")


def test_what_is_over_says_so_and_is_explained(novel: Book, english: Say) -> None:
    shown = sheet(english, seen(novel, "anna", "8.19"))
    (vronsky,) = [spoke for spoke in shown.spokes if "Vronsky" in spoke.name and "Countess" not in spoke.name]
    assert vronsky.ended
    assert vronsky.relation.endswith(", which is over")
    assert "A dashed line: that is over." in shown.notes
    assert "A dashed line: that is over." not in sheet(english, seen(novel, "laska", "1.34")).notes


def test_who_is_not_in_the_picture_is_told_in_pages_of_words(novel: Book, say: Say) -> None:
    about = seen(novel, "levin", "8.19")
    told = ""
    for page in range(maps.pages(say, about)):
        view = card(say, about, None, page)
        hold(view)
        told += "\n" + text(view)
        turns = [name for name, at in (("Earlier", page > 0), ("Later", page < maps.pages(say, about) - 1)) if at]
        assert len(buttons(view)) == len(turns)
    assert told.count("\n• ") == len(about.rest) == len(about.bonds) - 12
    names = {called(say, bond.other) for bond in about.rest}
    assert all(f"**{name}**" in told for name in names)


def test_beside_the_picture_stands_how_many_more_there_are(novel: Book, english: Say, vietnamese: Say) -> None:
    about = seen(novel, "levin", "8.19")
    picture = named(english, about, b"PNG")
    assert f"**{len(about.rest)} more, in words**" in text(card(english, about, picture))
    assert f"**Còn {len(about.rest)} nhân vật nữa, kể bằng lời**" in text(card(vietnamese, about, picture))


def test_whoever_has_no_room_in_the_alternative_text_is_told_beside_the_picture(english: Say) -> None:
    about = crowd(12, "W" * LONGEST, "v" * LONGEST)
    assert len(alt(english, about)) <= LONGEST_ALT
    assert alt(english, about).endswith("…")
    cards = [card(english, about, None, page) for page in range(maps.pages(english, about))]
    for view in cards:
        hold(view)
    assert sum(text(view).count("• ") for view in cards) == 12
    assert "**In words**" in text(card(english, about, named(english, about, b"PNG")))
    assert text(card(english, crowd(12), None)).count("• ") == 0


def test_somebody_of_whom_no_relation_is_known_has_a_sentence(english: Say) -> None:
    view = card(english, crowd(0), None)
    hold(view)
    assert "Nobody is known yet to be bound to them." in text(view)


def test_when_several_could_be_meant_each_button_leads_to_a_map(english: Say) -> None:
    people = tuple(crowd(3).bonds[n].other for n in range(3))
    assert [custom_id for _, custom_id in buttons(which_one(english, WhichOne(a_club(), people)))] == [
        f"map:3:who-{n}:0" for n in (1, 2, 3)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_all_that_a_picture_depends_on(novel: Book, language: str) -> None:
    """So it may be kept for whoever would see the same."""
    one, other = (sheet(say_in(language), seen(novel, "anna", "1.34")) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert draw(one) == draw(other)
    assert one != sheet(say_in(language), seen(novel, "anna", "1.33"))
