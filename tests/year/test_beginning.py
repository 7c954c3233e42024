"""The year begins on the wire: a match, a first meeting with an adult, its log and check-in, a first goal."""

from __future__ import annotations

from sqlalchemy import select

from conversations.clock import on_wall
from storage.tables import check_in, goal_step, meeting, outbox, survey
from tests.year.cast import ADULT, PLACE, come_in
from tests.year.retold import retold
from tests.year.stage import year_stage
from tests.year.story import BEGINS, ZONE, september, until


async def test_the_first_month_of_a_pair() -> None:
    async with year_stage(BEGINS) as stage:
        cast = await come_in(stage)
        await september(cast)
        await until(cast, 9, 14, year=2026)
        async with stage.store.read() as conn:
            [met] = (await conn.execute(select(meeting))).all()
            answered = (await conn.scalars(select(check_in.c.answered_at))).all()
            surveys = (await conn.scalars(select(survey.c.wave))).all()
            steps = (await conn.scalars(select(goal_step.c.title))).all()
            refused = (await conn.scalars(select(outbox.c.reason).where(outbox.c.status == "bad"))).all()
        told = retold(stage.wire.world)

    assert (met.status, met.adult, met.place, met.lasted) == ("held", ADULT, PLACE, 60)
    assert f"{on_wall(met.starts_at, ZONE):%A %H:%M}" == "Thursday 19:00"
    # Each said how it was, and each caught up on the tenth day.
    assert len(answered) == 4
    assert all(answered)
    assert surveys == ["start"]
    assert len(steps) == 2
    assert refused == []
    assert "mentoring-session.ics" in told
