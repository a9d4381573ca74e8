"""What is kept of somebody, as a file for them, and the question whether it is to be deleted."""

import io
import json
from collections.abc import Mapping

import discord
from discord import ButtonStyle
from discord.ui import LayoutView

from bot.domain.club import Club
from bot.domain.kept import (
    Deletion,
    Kept,
    KeptClub,
    KeptNote,
    KeptPrompt,
    KeptQuestion,
    KeptReminder,
    KeptRound,
    KeptShare,
)
from bot.domain.me import Habits
from bot.presentation import ids
from bot.presentation.card import bold, button, card, heading, plain, small
from bot.presentation.say import Say

Mentions = Mapping[str, str]

FILE = "samovar.json"
IDS = ("channel", "moderators_channel", "staff", "mention", "mods")
"""Fields of a draft, and of what a moderator changed, that hold ids."""
SEEN = ("asked to be told", "read", "read, and how it turned out")
"""What somebody has seen of a note, by its number."""


def file(kept: Kept) -> discord.File:
    """Write everything that is kept as JSON. Ids are strings: they are too long for other readers' numbers."""
    making = kept.draft
    whole = {
        "server": str(kept.guild_id),
        "member": str(kept.user_id),
        "settings": _settings(kept.habits) if kept.habits else None,
        "clubs": [_club(club) for club in kept.clubs],
        "club_in_the_making": {"changed": making.changed_at, **_plain(making.fields)} if making else None,
    }
    written = json.dumps(whole, ensure_ascii=False, indent=2)
    return discord.File(io.BytesIO(written.encode()), FILE)


def _settings(habits: Habits) -> dict[str, object]:
    wanted = habits.wanted
    return {
        "language": habits.language,
        "place_hidden": habits.hidden,
        "off_the_quiz_board": habits.unranked,
        "time_zone": habits.zone,
        "reminders": sorted(wanted.kinds) if wanted else [],
        "reminded_after_quiet_days": wanted.quiet if wanted else None,
        "reminded_in": wanted.language if wanted else None,
        "reading_streak": habits.streak,
        "direct_messages_failed": habits.unreachable,
    }


def _club(club: KeptClub) -> dict[str, object]:
    return {
        "name": club.name,
        "book": club.book,
        "opened_by_you": club.opened_at,
        "joined": club.joined_at,
        "pages_of_your_edition": club.pages,
        "bookmarks": [{"chapters_finished": mark.position, "set": mark.set_at} for mark in club.marks],
        "shared_by_you": [_share(share) for share in club.shares],
        "quiz_cards": [
            {
                "question": one.key or "sealed",
                "chapter": one.since,
                "answers": one.answers,
                "missed_last_time": one.missed,
                "comes_again": one.due_at,
                "schedule": one.state,
            }
            for one in club.deck
        ],
        "rounds": [_round(one) for one in club.rounds],
        "questions_proposed_by_you": [_question(one) for one in club.questions],
        "questions_approved_by_you": list(club.approvals),
        "nominated_by_you": [
            {"title": one.title, "author": one.author, "of_my_shelf": one.pack, "nominated": one.nominated_at}
            for one in club.nominations
        ],
        "notes_by_you": [_note(one) for one in club.notes],
        "notes_you_opened": [{"chapter": one.since, "seen": SEEN[one.seen]} for one in club.note_marks],
        "your_ranking": [{"titles": list(one.ranking), "ranked": one.cast_at} for one in club.ballots],
        "changed_by_you": [
            {"what": one.what, "before": _plain(one.before), "after": _plain(one.after), "changed": one.changed_at}
            for one in club.changes
        ],
        "prompts_suggested_or_added_by_you": [_prompt(one) for one in club.prompts],
        "prompts_approved_by_you": list(club.prompt_approvals),
        "no_reminders_of_this_book": club.unreminded,
        "reminders": [_reminder(one) for one in club.reminders],
    }


def _reminder(one: KeptReminder) -> dict[str, object]:
    return {
        "about": one.kind,
        "section": one.section,
        "due": one.due_at,
        "state": one.state,
        "message": str(one.message_id) if one.message_id else None,
        "done": one.ended_at,
    }


def _share(share: KeptShare) -> dict[str, object]:
    return {
        "what": share.kind,
        "which": share.which,
        "chapters_finished": share.position,
        "channel": str(share.channel_id),
        "message": str(share.message_id) if share.message_id else None,
        "shared": share.shared_at,
    }


def _round(one: KeptRound) -> dict[str, object]:
    """Write a round; questions and choices count from one here, as people count."""
    return {
        "begun": one.begun_at,
        "channel": str(one.channel_id),
        "message": str(one.message_id) if one.message_id else None,
        "up_to_chapter": one.horizon,
        "seconds_for_a_question": one.seconds,
        "started_by_you": one.started,
        "you_are_in_it": one.joined,
        "your_answers": [
            {
                "question": answer.turn + 1,
                "chapter": answer.since,
                "choice": "sealed" if answer.choice is None else answer.choice + 1,
                "right": answer.right,
            }
            for answer in one.answers
        ],
    }


def _question(one: KeptQuestion) -> dict[str, object]:
    return {
        "chapter": one.since,
        "question": one.text,
        "right_answer": one.right,
        "wrong_answers": list(one.wrong),
        "why": one.why,
        "proposed": one.proposed_at,
        "approved": one.approved_at,
    }


def _prompt(one: KeptPrompt) -> dict[str, object]:
    return {
        "chapter": one.since,
        "sealed": one.sealed,
        "english": one.english,
        "vietnamese": one.vietnamese,
        "made": one.made_at,
        "approved": one.approved_at,
        "declined": one.declined_at,
    }


def _note(one: KeptNote) -> dict[str, object]:
    return {
        "number": one.number,
        "chapter": one.since,
        "kind": one.kind,
        "text": one.text,
        "files": list(one.files),
        "made_of_message": str(one.sealed_from) if one.sealed_from else None,
        "changed_since": one.edited,
        "answers_number": one.answers,
        "answers_member": str(one.to) if one.to else None,
        "settled_by_chapter": one.settles,
        "outcome": one.outcome,
        "channel": str(one.channel_id) if one.channel_id else None,
        "message": str(one.message_id) if one.message_id else None,
        "written": one.written_at,
    }


def _plain(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: str(value) if name in IDS and value else value for name, value in fields.items()}


def exported(say: Say, kept: Kept, commands: Mentions) -> LayoutView:
    """Hand over the file, which the card names: an attachment that no card names is not shown."""
    view = card(
        heading(say("What I keep about you in this server")),
        say("I keep nothing about you here. The file says just that.")
        if kept.nothing
        else say(
            "It is all in this file: your settings, your clubs with every bookmark, and all that you wrote, shared, "
            "answered, chose or changed there."
        ),
        small(
            say(
                "I never show one server’s data in another, so ask me in each server where we have met. "
                "{command} deletes what I keep.",
                command=commands["me delete"],
            )
        ),
    )
    view.add_item(discord.ui.File(f"attachment://{FILE}"))
    return view


def question(say: Say, found: Deletion, commands: Mentions) -> LayoutView:
    """Say what would go and ask whether it is meant."""
    buttons = [
        button(say("Delete everywhere"), ids.FORGET_EVERYWHERE(), ButtonStyle.danger),
        button(say("Keep everything"), ids.KEEP()),
    ]
    if found.club is not None:
        buttons.insert(0, button(say("Delete in this club"), ids.FORGET(found.club.id), ButtonStyle.danger))
    return card(
        heading(say("Delete what I keep about you?")),
        _here(say, found),
        bold(say("Everywhere"))
        + " · "
        + say(
            "what I keep about you in every club of every server, your settings there, and a club that you are "
            "setting up."
        ),
        say(
            "What others made stays. So does what a club uses: the club itself, shared cards, rounds, nominated books, "
            "what was approved for everybody, and the changes of moderators; I forget that it was you."
        ),
        small(
            say(
                "This cannot be taken back; {command} gives you a copy first. Only backups made before still hold "
                "it, until whoever looks after me replaces them.",
                command=commands["me export"],
            )
        ),
        buttons,
    )


def _here(say: Say, found: Deletion) -> str:
    """Say what would go in the club that is meant, or why none is."""
    if found.club is not None:
        return bold(plain(found.club.name)) + " · " + _of_club(say, found.club)
    if found.kept.nothing:
        return say("In this server I keep nothing about you.")
    if found.kept.clubs:
        return say("To delete in one club only, name it with the option “club”.")
    if found.kept.habits is None:
        return say("In this server I keep a club that you are setting up, and nothing else.")
    return say("In this server I keep your settings, and nothing in a club.")


def _of_club(say: Say, club: KeptClub) -> str:
    if club.joined_at:
        return say(
            "that you read along, every bookmark and when you set it, the pages of your edition, your notes, your quiz "
            "cards, your answers in rounds, how you rank in an open vote, the reminders you got, and questions of "
            "yours that wait for a moderator."
        )
    gone = (
        say("that it was you who opened it") if club.opened_at else "",
        say("that it was you who shared cards there") if club.shares else "",
        say("the rounds you were in or started, and your answers") if club.rounds else "",
        say("that it was you who proposed questions, and those that still wait") if club.questions else "",
        say("that it was you who approved questions") if club.approvals else "",
        say("that it was you who nominated books there") if club.nominations else "",
        say("that it was you who changed settings and the plan") if club.changes else "",
        say("that it was you who suggested, added or approved questions to talk about")
        if club.prompts or club.prompt_approvals
        else "",
    )
    return ", ".join(filter(None, gone)) + "."


def forgotten(say: Say, club: Club | None, commands: Mentions) -> LayoutView:
    """Say that it is done: in one club, or everywhere for None."""
    return card(
        heading(say("Deleted")),
        say("I have forgotten you in every club of every server.")
        if club is None
        else say("I have forgotten you in {name}.", name=bold(plain(club.name))),
        say("You are welcome back at any time with {command}.", command=commands["club join"]),
    )


def all_kept(say: Say) -> LayoutView:
    """Say that nothing was done."""
    return card(heading(say("Nothing is deleted")), say("Everything stays as it was."))
