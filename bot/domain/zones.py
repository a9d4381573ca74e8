"""Finding a club's time zone from what people type: a city, a country, or the IANA name itself."""

from functools import cache
from zoneinfo import available_timezones

from bot.domain.errors import UnknownZone
from bot.domain.where import LONGEST, fold

_CALLED = {
    "Asia/Ho_Chi_Minh": "asia saigon|sai gon|ha noi|viet nam|tp hcm|tphcm|hcm|hue|da nang|hai phong|can tho|ict",
    "Europe/London": "uk|england|britain|united kingdom|great britain|scotland|wales|anh|gmt|bst",
    "America/New_York": "eastern time|us eastern|est|edt|boston|washington|philadelphia|atlanta|miami",
    "America/Chicago": "central time|us central|cst|cdt|houston|dallas|austin|minneapolis",
    "America/Denver": "mountain time|us mountain|mst|mdt",
    "America/Los_Angeles": "pacific time|us pacific|pst|pdt|san francisco|seattle|san diego|california",
    "Australia/Sydney": "canberra|aest|aedt",
    "Europe/Berlin": "germany|duc|munich|hamburg|cologne|frankfurt|cet|cest",
    "Europe/Paris": "france|phap|lyon|marseille",
    "Asia/Kolkata": "asia calcutta|india|an do|ist|mumbai|bombay|delhi|new delhi|bangalore|calcutta|chennai",
    "Asia/Tokyo": "japan|nhat ban|jst|osaka|kyoto",
    "Asia/Seoul": "korea|south korea|han quoc|kst|busan",
    "Asia/Shanghai": "china|trung quoc|beijing|bac kinh|shenzhen|guangzhou",
    "Asia/Singapore": "sgt|xin ga po",
    "Asia/Bangkok": "thailand|thai lan",
    "Europe/Moscow": "russia|nga|msk|saint petersburg",
    "Europe/Kyiv": "europe kiev|kiev|ukraine",
    "UTC": "z|zulu|universal|coordinated universal time|greenwich mean time",
}
"""What people call zones whose IANA name says otherwise, folded. Before anything is typed, these are offered."""

_AREAS = {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
_OLD_NAMES = {"Asia/Saigon", "Asia/Calcutta", "Europe/Kiev"}
"""Second names of zones that are offered under their present one."""


@cache
def _zones() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every zone that is offered, by name, and the spellings that mean it: the city first."""
    there = available_timezones()
    offered = sorted(zone for zone in there - _OLD_NAMES if zone == "UTC" or zone.partition("/")[0] in _AREAS)
    return tuple(
        (zone, tuple(map(_spelt, (zone.rpartition("/")[2], *filter(None, _CALLED.get(zone, "").split("|")), zone))))
        for zone in offered
    )


def _spelt(name: str) -> str:
    """Return a name without all that people leave out or add: "Sài Gòn" and "saigon" are one spelling."""
    return "".join(sign for sign in fold(name) if sign.isalnum())


def _likeness(wanted: str, spellings: tuple[str, ...]) -> int | None:
    """Return how well the spellings answer: 0 for one entirely, 1 for its beginning, 2 for a part, None for none."""
    if wanted in spellings:
        return 0
    if any(spelling.startswith(wanted) for spelling in spellings):
        return 1
    return 2 if any(wanted in spelling for spelling in spellings) else None


def zones_like(typed: str, most: int = 25) -> tuple[str, ...]:
    """Return the IANA names of up to `most` zones that answer to what was typed, the likeliest first.

    A zone answers to its city, its name, and what else people call it, whatever the case, marks and spaces.
    """
    wanted = _spelt(typed[:LONGEST])
    if not wanted:
        return tuple(_CALLED)[:most]
    found = [(like, zone) for zone, spellings in _zones() if (like := _likeness(wanted, spellings)) is not None]
    return tuple(zone for _, zone in sorted(found))[:most]


def read_zone(typed: str) -> str:
    """Return the IANA name of the zone that was typed. Raises UnknownZone for none, and for several alike."""
    wanted = _spelt(typed[:LONGEST])
    entirely = [zone for zone, spellings in _zones() if wanted in spellings]
    found = entirely[:1] or zones_like(typed, 2)
    if not wanted or len(found) != 1:
        raise UnknownZone
    return found[0]
