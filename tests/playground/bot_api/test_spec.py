"""The playground against the published Bot API: what it takes, and what it gives."""

from __future__ import annotations

import pytest

from playground.attachments import KINDS
from playground.bot_api.methods import METHODS
from playground.bot_api.objects import OBJECTS
from playground.bot_api.parameters import Method
from tests.playground.spec import Fields, method_fields, needs_spec, problems, request_problems, type_fields
from tests.playground.support import Bench, button, keyboard

pytestmark = needs_spec

# The playground plays no paid reactions, no business accounts, no other bots and no topics: their
# parameters and buttons are refused as unknown, which is stricter than Telegram and never laxer.


def compare(required: dict[str, str], optional: dict[str, str], published: Fields) -> None:
    for name, kind in (required | optional).items():
        types = set(published[name]["types"])
        assert set(kind.split("|")) == types, name
    assert set(required) == {name for name, field in published.items() if field["required"]}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_methods_take_what_telegram_documents(method: Method) -> None:
    required = dict(method.required)
    if method.name == "setWebhook":
        required["url"] = method.optional["url"]  # documented as required; an empty or missing one removes it
    compare(required, method.optional, method_fields(method.name))


@pytest.mark.parametrize("name", OBJECTS)
def test_objects_have_the_fields_that_telegram_documents(name: str) -> None:
    fields = OBJECTS[name]
    published = type_fields(name)
    if name == "BotCommandScope":
        published = {n: {**f, "required": n == "type"} for n, f in published.items()}  # one family of seven
    compare(fields.required, fields.optional, published)


async def test_messages_and_the_bot_look_as_documented(bench: Bench) -> None:
    ann = await bench.person()
    said = await bench.control("POST", f"/api/people/{ann}/say", text="/start https://example.org")
    sent = await bench.api(
        "sendMessage",
        chat_id=ann,
        text='<b>Hi</b> <a href="https://example.org">there</a>',
        parse_mode="HTML",
        reply_markup=keyboard([button("Yes", "y"), {"text": "Site", "url": "https://example.org"}]),
        reply_parameters={"message_id": said["message_id"]},
        link_preview_options={"is_disabled": True},
        protect_content=True,
    )
    assert problems("Message", sent) == []
    assert problems("User", await bench.api("getMe")) == []
    assert problems("ChatFullInfo", await bench.api("getChat", chat_id=ann)) == []
    assert problems("WebhookInfo", await bench.api("getWebhookInfo")) == []


async def test_every_update_looks_as_documented(bench: Bench) -> None:
    ann = await bench.person()
    markup = keyboard([button("Yes", "y")])
    sent = [await bench.api("sendMessage", chat_id=ann, text="So?", reply_markup=markup) for _ in range(2)]
    said = await bench.control("POST", f"/api/people/{ann}/say", text="Hello @alongside")
    await bench.control("POST", f"/api/people/{ann}/edit", message_id=said["message_id"], text="Bye")
    for kind in sorted(KINDS):
        await bench.control("POST", f"/api/people/{ann}/send", kind=kind, caption="Look")
    for message in sent:
        await bench.control("POST", f"/api/people/{ann}/press", message_id=message["message_id"], data="y")
    group = await bench.control("POST", "/api/groups", title="Mentors", people=[ann])
    await bench.control("POST", f"/api/groups/{group['id']}/say", person=ann, text="Hello all")
    await bench.control("POST", f"/api/people/{ann}/block")
    updates = await bench.updates()
    assert [p for update in updates for p in problems("Update", update)] == []
    kinds = {kind for update in updates for kind in update} - {"update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_a_press_on_what_is_gone_looks_as_documented(bench: Bench) -> None:
    ann = await bench.person()
    sent = await bench.api("sendMessage", chat_id=ann, text="So?")
    await bench.api("deleteMessage", chat_id=ann, message_id=sent["message_id"])
    late = {"message_id": sent["message_id"], "data": "y", "stale": True}
    await bench.control("POST", f"/api/people/{ann}/press", **late)
    message = (await bench.updates())[-1]["callback_query"]["message"]
    assert problems("InaccessibleMessage", message) == []


def test_the_comparison_sees_what_is_wrong() -> None:
    values = {"chat_id": "5", "text": 5, "txet": "x", "reply_markup": '{"inline_keyboard": [[{"txt": "x"}]]}'}
    assert len(request_problems("sendMessage", values)) == 4
    assert request_problems("sendMessage", {"chat_id": 5, "text": "x", "protect_content": "True"}) == []
    assert request_problems("sendMessage", {"chat_id": 5}) == ["sendMessage.text is missing"]
