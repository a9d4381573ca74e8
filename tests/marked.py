"""A pack in which every datum carries a marker of its own `since`, so that a leak can be seen in any byte.

Only what everybody may know carries none: the title page, and the background from the start.
"""

import re
from pathlib import Path

PARTS = (4, 5, 3)
LAST = sum(PARTS)
MARKER = re.compile(r"mk([0-9]+)z")


def mark(since: int) -> str:
    """Return the marker of a datum that becomes known at `since`."""
    return f"mk{since}z"


def markers(text: str) -> set[int]:
    """Return the positions whose markers stand in a text."""
    return {int(found) for found in MARKER.findall(text)}


def addresses() -> list[str]:
    """Return the addresses of all chapters, in order."""
    return [f"{p}.{c}" for p, size in enumerate(PARTS, start=1) for c in range(1, size + 1)]


def write_marked(content: Path, slug: str = "marked", *, cut_after: int = LAST) -> Path:
    """Write the pack; with `cut_after`, one from which everything later was cut out. Return its folder."""
    folder = content / slug
    for place in ("chapters", "quiz"):
        (folder / place).mkdir(parents=True)
    written = addresses()
    kept = range(1, cut_after + 1)
    (folder / "book.yaml").write_text(_book(cut_after), encoding="utf-8")
    people = [line for since in kept for line in _character(since, written, cut_after)]
    (folder / "characters.yaml").write_text("\n".join(people) + "\n" if people else "[]\n", encoding="utf-8")
    themes = [line for since in kept[::3] for line in _theme(since, written, cut_after)]
    (folder / "themes.yaml").write_text("\n".join(themes) + "\n" if themes else "[]\n", encoding="utf-8")
    recaps = [f"- since: {written[since - 1]}\n  text:\n{_both(since, 'recap', '    ')}" for since in kept[::2]]
    (folder / "recaps.yaml").write_text("\n".join(recaps) + "\n" if recaps else "[]\n", encoding="utf-8")
    for since in kept:
        address = written[since - 1]
        (folder / "chapters" / f"{address}.yaml").write_text(_chapter(since, address, cut_after), encoding="utf-8")
        (folder / "quiz" / f"{address}.yaml").write_text(_question(since, address), encoding="utf-8")
    return folder


def _both(since: int, what: str, indent: str) -> str:
    return f"{indent}en: The {what} {mark(since)}\n{indent}vi: Về {what} {mark(since)}"


def _book(cut_after: int) -> str:
    lines = ["title: {en: The Marked Book, vi: Sách Đánh Dấu}", "author: Nobody", 'year: "1900"']
    lines += ["languages: [en, vi]", "parts:"]
    position = 0
    for p, size in enumerate(PARTS, start=1):
        lines.append("  - chapters:")
        for c in range(1, size + 1):
            position += 1
            lines.append(f"      - chapter: {p}.{c}\n        words: {90 + 10 * c}")
            if position <= cut_after:
                lines.append("        title:\n" + _both(position, "title", " " * 10))
    written = addresses()
    lines += ["background:", "  - since: start", "    title: The title page", "    text: What everybody may know."]
    for since in range(1, cut_after + 1):
        lines.append(f"  - since: {written[since - 1]}\n    title:\n{_both(since, 'headline', ' ' * 6)}")
        lines.append("    text:\n" + _both(since, "background", " " * 6))
    lines.append("film:" if cut_after else "film: []")
    for since in range(1, cut_after + 1):
        lines.append(f"  - since: {written[since - 1]}\n    text:\n{_both(since, 'film', ' ' * 6)}")
    return "\n".join(lines) + "\n"


def _character(since: int, written: list[str], cut_after: int) -> list[str]:
    """Somebody first named at `since`, who has a fitter name two chapters later, facts, and a relation that ends."""
    later = min(since + 2, LAST)
    lines = [f"- id: who-{since}", "  names:"]
    names = [(later, "full name"), (since, "first name")] if later <= cut_after else [(since, "first name")]
    for at, what in names:
        lines.append("    - name:\n" + _both(at, what, " " * 8) + f"\n      since: {written[at - 1]}")
        lines.append("      said:\n" + _both(at, "sound", " " * 8))
        lines.append("      about:\n" + _both(at, "explanation", " " * 8))
    lines.append("  facts:")
    lines += [
        "    - fact:\n" + _both(at, f"{since}th fact", " " * 8) + f"\n      since: {written[at - 1]}"
        for at in range(since, min(since + 3, cut_after) + 1)
    ]
    if since + 1 <= cut_after:
        lines.append(f"  relations:\n    - to: who-{since + 1}\n      since: {written[since]}\n      as:")
        lines.append(_both(since + 1, "relation", " " * 8))
        if since + 3 <= cut_after:
            lines.append(f"      until: {written[since + 2]}")
    return lines


def _theme(since: int, written: list[str], cut_after: int) -> list[str]:
    lines = [f"- id: theme-{since}", f"  since: {written[since - 1]}"]
    lines += [f"  {key}:\n" + _both(since, key, " " * 4) for key in ("name", "about", "watch")]
    shown = range(since, min(since + 4, cut_after) + 1)
    return [
        *lines,
        "  occurrences:",
        *(f"    - since: {written[at - 1]}\n      text:\n" + _both(at, "occurrence", " " * 8) for at in shown),
    ]


def _chapter(since: int, address: str, cut_after: int) -> str:
    """A chapter in which people appear who get their names only later."""
    about = [f"who-{one}" for one in range(max(1, since - 1), min(since + 3, cut_after) + 1)]
    return "\n".join(
        (
            f"chapter: {address}",
            "line:\n" + _both(since, "line", "  "),
            "summary:\n" + _both(since, "summary", "  "),
            f"appears: [{', '.join(about)}]",
            f"mentions: [{', '.join(about[::-1])}]",
            "prompts:\n  - " + _both(since, "prompt", "    ").strip(),
            "",
        )
    )


def _question(since: int, address: str) -> str:
    choices = "".join("    - " + _both(since, f"choice {n}", "      ").strip() + "\n" for n in range(4))
    return (
        f"- since: {address}\n  question:\n{_both(since, 'question', '    ')}\n"
        f"  choices:\n{choices}  answer: {since % 4 + 1}\n  why:\n{_both(since, 'why', '    ')}\n"
        f"- since: {address}\n  question:\n{_both(since, 'statement', '    ')}\n"
        f"  true: {'yes' if since % 2 else 'no'}\n  why:\n{_both(since, 'reason', '    ')}\n"
    )
