"""One pool of connections, and clients that do nothing by themselves."""

from __future__ import annotations

import pytest

from handlers.slack import Connection, Slack
from tests.handlers.slack.line import TOKEN, Line
from tests.handlers.slack.test_sending import SAY


def test_there_is_no_client_before_it_is_open() -> None:
    with pytest.raises(RuntimeError, match="not open"):
        Connection().client(TOKEN)


async def test_nor_after_it_was_closed() -> None:
    async with Connection() as connection:
        assert connection.client(TOKEN).base_url == "https://slack.com/api/"
    with pytest.raises(RuntimeError, match="not open"):
        connection.client(TOKEN)


@pytest.mark.parametrize("end", ["", "/"], ids=["bare", "with a slash"])
async def test_the_server_is_settable(line: Line, end: str) -> None:
    async with Connection(f"{line.root}/api{end}") as connection:
        await Slack(connection.client(TOKEN)).send(SAY)
    assert line.methods == ["chat.postMessage"]


async def test_workspaces_share_their_connections(connection: Connection) -> None:
    one, other = connection.client(TOKEN), connection.client("xoxb-another")
    assert one.session is other.session
    assert (one.token, other.token) == (TOKEN, "xoxb-another")


async def test_a_client_repeats_nothing_and_takes_no_proxy(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    client = connection.client(TOKEN)
    assert client.retry_handlers == []
    assert client.proxy is None
