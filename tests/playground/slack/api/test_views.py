from __future__ import annotations

from tests.playground.slack.api.support import SlackBench, home, modal, plain, section

FIELD = {"type": "input", "label": plain("Why?"), "element": {"type": "plain_text_input"}}


async def test_a_trigger_opens_one_view_within_three_seconds(slack: SlackBench) -> None:
    ann = slack.person()
    trigger = slack.trigger(ann)
    slack.world.clock.advance(3)
    answer = await slack.client.views_open(trigger_id=trigger, view=modal(private_metadata="12"))
    shown = answer["view"]
    assert (shown["private_metadata"], shown["team_id"], shown["root_view_id"]) == (
        "12",
        "T0001",
        shown["id"],
    )
    assert ann.modals == [shown["id"]]
    assert await slack.error("views.open", trigger_id=trigger, view=modal()) == "exchanged_trigger_id"


async def test_a_trigger_that_is_late_or_not_known(slack: SlackBench) -> None:
    late = slack.trigger(slack.person())
    slack.world.clock.advance(3.1)
    elsewhere = slack.world.add_workspace("Southside", installed=True)
    other = slack.trigger(slack.world.add_person(elsewhere, "Eve"))
    for trigger, error in ((late, "expired"), ("1.2.3", "invalid"), (other, "invalid")):
        assert await slack.error("views.open", trigger_id=trigger, view=modal()) == f"{error}_trigger_id"


async def test_a_view_that_is_wrong_does_not_use_its_trigger_up(slack: SlackBench) -> None:
    trigger = slack.trigger(slack.person())
    refusal = await slack.refused("views.open", trigger_id=trigger, view=modal(FIELD))
    assert refusal["error"] == "invalid_arguments"
    assert refusal["response_metadata"]["messages"] == [
        "[ERROR] submit is required when there is an input block [json-pointer:/view]"
    ]
    await slack.client.views_open(trigger_id=trigger, view=modal(FIELD, submit=plain("Send")))


async def test_three_modals_are_the_most(slack: SlackBench) -> None:
    ann = slack.person()
    assert await slack.error("views.push", trigger_id=slack.trigger(ann), view=modal()) == "not_found"
    first = (await slack.client.views_open(trigger_id=slack.trigger(ann), view=modal()))["view"]
    for _ in range(2):
        pushed = (await slack.client.views_push(trigger_id=slack.trigger(ann), view=modal()))["view"]
        assert pushed["root_view_id"] == first["id"]
    assert pushed["previous_view_id"] == ann.modals[1]
    error = await slack.error("views.push", trigger_id=slack.trigger(ann), view=modal())
    assert (error, len(ann.modals)) == ("push_limit_reached", 3)


async def test_a_view_is_changed_if_the_hash_is_the_newest(slack: SlackBench) -> None:
    opened = (await slack.client.views_open(trigger_id=slack.trigger(slack.person()), view=modal()))["view"]
    changed = await slack.client.views_update(
        view_id=opened["id"], hash=opened["hash"], view=modal(section("New"))
    )
    assert changed["view"]["blocks"][0]["text"]["text"] == "New"
    error = await slack.error("views.update", view_id=opened["id"], hash=opened["hash"], view=modal())
    assert error == "hash_conflict"
    await slack.client.views_update(view_id=opened["id"], view=modal())


async def test_a_view_is_found_by_its_external_id(slack: SlackBench) -> None:
    ann = slack.person()
    await slack.client.views_open(trigger_id=slack.trigger(ann), view=modal(external_id="mine"))
    await slack.client.views_update(external_id="mine", view=modal(section("New"), external_id="mine"))
    again = await slack.error("views.open", trigger_id=slack.trigger(ann), view=modal(external_id="mine"))
    assert again == "duplicate_external_id"


async def test_views_that_are_not_there(slack: SlackBench) -> None:
    ann = slack.person()
    opened = (await slack.client.views_open(trigger_id=slack.trigger(ann), view=modal()))["view"]
    slack.world.views.close(ann)
    for values in ({"view_id": opened["id"]}, {"view_id": "V9"}, {"external_id": "no"}):
        assert await slack.error("views.update", view=modal(), **values) == "not_found"
    assert await slack.error("views.update", view=modal()) == "invalid_arguments"


async def test_home_is_published_again_under_the_same_id(slack: SlackBench) -> None:
    ann = slack.person()
    first = (await slack.client.views_publish(user_id=ann.id, view=home()))["view"]
    second = (
        await slack.client.views_publish(user_id=ann.id, view=home(section("New")), hash=first["hash"])
    )["view"]
    assert (second["id"], second["type"]) == (first["id"], "home") == (ann.home, "home")
    assert await slack.error("views.publish", user_id=ann.id, view=home(), hash=first["hash"]) == (
        "hash_conflict"
    )
    await slack.client.views_update(view_id=first["id"], view=home())
    deeds = [(deed.kind, deed.where) for deed in slack.world.journal.deeds]
    assert deeds == [("home", ann.id)] * 3


async def test_home_is_for_people_who_are_there(slack: SlackBench) -> None:
    gone = slack.person()
    slack.world.deactivate(slack.team, gone)
    assert await slack.error("views.publish", user_id="U9", view=home()) == "user_not_found"
    assert await slack.error("views.publish", user_id=gone.id, view=home()) == "user_disabled"


async def test_each_kind_of_view_has_its_place(slack: SlackBench) -> None:
    ann = slack.person()
    opening = await slack.refused("views.open", trigger_id=slack.trigger(ann), view=home())
    publishing = await slack.refused("views.publish", user_id=ann.id, view=modal())
    assert "unsupported type: home" in opening["response_metadata"]["messages"][0]
    assert "unsupported type: modal" in publishing["response_metadata"]["messages"][0]
