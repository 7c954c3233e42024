from __future__ import annotations

from playground.slack.world import DEFAULT_TEAM
from tests.playground.slack.support import Ear, Stage
from tests.playground.support import still_world


async def test_what_the_app_does_by_itself_is_told_to_it(stage: Stage, ear: Ear) -> None:
    app = stage.slack.world.app
    await stage.api.apps_uninstall(client_id=app.client_id, client_secret=app.client_secret)
    await ear.next(2)
    kinds = {said["payload"]["event"]["type"] for said in ear.heard}
    assert kinds == {"app_uninstalled", "tokens_revoked"}


def test_events_go_out_in_order_and_only_to_where_the_app_is() -> None:
    slack = still_world().slack
    workspace = slack.world.workspaces[DEFAULT_TEAM]
    person = slack.world.add_person(workspace, "Ann")
    home = {"type": "app_home_opened", "user": person.id, "tab": "home"}
    slack.world.tell(workspace, home)
    slack.world.tell(workspace, {"type": "app_mention", "user": person.id})
    assert list(slack.send_events().values()) == [1, 2]
    assert [entry["type"] for entry in slack.wire.deliveries.after(0)] == ["app_home_opened", "app_mention"]
    workspace.installed = False
    assert slack.tell(workspace, home) is None
    assert slack.tell(workspace, {"type": "app_uninstalled"}) == 3
