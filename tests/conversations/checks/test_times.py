"""A time of day in people's words."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conversations.check import Rejected
from conversations.checks import time_of_day
from conversations.reply import Json
from tests.conversations.checks.world import FACTS, refusal


@pytest.mark.parametrize(
    ("text", "at"),
    [
        *[
            (text, time(17))
            for text in ("5pm", "5 pm", "5 P.M.", "17:00", "17.00", "1700", "17h", "17h00", "5", "five")
        ],
        *[
            (text, time(17))
            for text in ("5 o'clock", "at 5", "after 5", "@5", "5ish", "around 5", "5 in the afternoon")
        ],
        *[
            (text, time(17))
            for text in ("5pm please", "5:00", "1700hrs", "17:00 hours", "5:00pm", "5 in the evening")
        ],
        *[
            (text, time(16, 30))
            for text in ("half past four", "half four", "half 4", "4.30", "4:30pm", "430pm", "16.30")
        ],
        *[("quarter to six", time(17, 45)), ("quarter past 9", time(9, 15)), ("ten past five", time(17, 10))],
        *[("twenty five to six", time(17, 35)), ("5 to 1", time(12, 55)), ("half past 8 pm", time(20, 30))],
        *[
            ("noon", time(12)),
            ("midday", time(12)),
            ("12 noon", time(12)),
            ("midnight", time(0)),
            ("12", time(12)),
        ],
        *[
            ("12pm", time(12)),
            ("12am", time(0)),
            ("00:15", time(0, 15)),
            ("12:30", time(12, 30)),
            ("1am", time(1)),
        ],
        *[
            ("8", time(8)),
            ("8 in the evening", time(20)),
            ("9 at night", time(21)),
            ("7 in the morning", time(7)),
        ],
        *[
            ("07:30", time(7, 30)),
            ("7:30", time(19, 30)),
            ("7", time(19)),
            ("11", time(11)),
            ("23:59", time(23, 59)),
        ],
    ],
)
def test_times(text: str, at: time) -> None:
    assert time_of_day.parse(text, FACTS) == at


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "hello",
            "25:00",
            "5:75",
            "24:00",
            "13am",
            "4-5pm",
            "4 to 5",
            "5 or 6",
            "tuesday 5pm",
            "5 tomorrow",
        ),
        *("-5", "12:30:15", "1:2", "99", "in 2 hours", "soon", "3/5", "5" * 10_000),
    ],
    ids=lambda text: repr(text[:20]),
)
def test_what_is_no_time(text: str) -> None:
    assert refusal(time_of_day, text) == "not_a_time"


@settings(deadline=None)
@given(st.times(), st.sampled_from(["%H:%M", "%H.%M", "%I:%M %p", "%I.%M%p", "at %H:%M"]))
def test_every_minute_is_read_in_every_shape(at: time, shape: str) -> None:
    minute = at.replace(second=0, microsecond=0)

    assert time_of_day.parse(minute.strftime(shape), FACTS) == minute


@pytest.mark.parametrize("stored", [None, "", 17, "half past"], ids=repr)
def test_only_a_stored_time_is_loaded(stored: Json) -> None:
    with pytest.raises(Rejected):
        time_of_day.load(stored, FACTS)
