"""The whole state of the playground as the page shows it."""

from __future__ import annotations

from playground.bot_api.about import DEFAULT_PLACE
from playground.chats import Chat, Group, Message, Person
from playground.clock import iso
from playground.render import safe_html
from playground.text import Json
from playground.world import World

SHOWN = 200  # newest messages of a chat in the state; older ones are asked for by person


def state(world: World) -> Json:
    return {
        "version": world.version,
        **clock(world),
        "bot": _bot(world),
        "welcome": world.welcome,
        "limits": world.limits.enabled,
        "faults": [fault.shape() for fault in world.faults.waiting],
        "people": [_person(world, person) for person in world.chats.people.values()],
        "groups": [_group(world, group) for group in world.chats.groups.values()],
    }


def clock(world: World) -> Json:
    return {"now": iso(world.clock.now()), "offset_seconds": round(world.clock.offset, 3)}


def person(of: Person) -> Json:
    """A person without what was said, as the answer to whoever added or changed them."""
    return {
        "id": of.id,
        "first_name": of.first_name,
        "username": of.username,
        "language_code": of.language_code,
        "blocked": of.blocked,
        "deactivated": of.deactivated,
        "started": of.started,
    }


def group(of: Group) -> Json:
    return {
        "id": of.id,
        "title": of.title,
        "people": [member.id for member in of.people],
        "bot_is_member": of.bot_is_member,
    }


def message(of: Message) -> Json:
    content = of.content
    is_caption = content.kind not in ("text", "service")
    html = safe_html(content.text, content.entities)
    return {
        "message_id": of.message_id,
        "from": "person" if of.sender else "bot",
        "person": of.sender.id if of.sender else None,
        "kind": content.kind,
        "text": "" if is_caption else content.text,
        "html": html,
        "caption": content.text if is_caption else "",
        "file": f"/files/{content.file_id}" if content.file_id else None,
        "file_name": content.file_name or None,
        "date": iso(of.date),
        "edited": of.edit_date is not None,
        "deleted": of.deleted,
        "buttons": _buttons(of),
    }


def _bot(world: World) -> Json:
    bot = world.bot
    return {
        "username": bot.username,
        "name": bot.name,
        "token": bot.token[-4:],
        "revoked": bot.revoked,
        "description": bot.descriptions.get("", ""),
        "short_description": bot.short_descriptions.get("", ""),
        "commands": bot.commands.get(DEFAULT_PLACE, []),
        "webhook": world.updates.webhook.url if world.updates.webhook else "",
        "pending_updates": len(world.updates),
    }


def _person(world: World, of: Person) -> Json:
    toast = {"text": of.toast.text, "alert": of.toast.alert} if of.toast else None
    return person(of) | _talk(world, of) | {"toast": toast}


def _group(world: World, of: Group) -> Json:
    return group(of) | _talk(world, of)


def _talk(world: World, chat: Chat) -> Json:
    typing = chat.typing_until > world.clock.now()
    return {"typing": typing, "messages": [message(said) for said in chat.messages[-SHOWN:]]}


def _buttons(of: Message) -> list[list[Json]]:
    markup = of.markup or {}
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    return [
        [{"text": b["text"], "data": b.get("callback_data"), "url": b.get("url")} for b in row]
        for row in rows
    ]
