"""Concerns that are raised, called urgent, read and noted, and people who ask for a person."""

from __future__ import annotations

import pytest

from conversations.effects import (
    AskForPerson,
    Leave,
    MoreWords,
    NoteConcern,
    RaiseConcern,
    ReadConcern,
    SettleHelp,
    TakeDuty,
    Urgent,
)
from conversations.facts import Place, Role
from conversations.reply import Choice, Order, Part
from mentoring.changes.care import JUST_BEFORE
from mentoring.news import News
from storage.tables import alert, concern, help_request
from tests.mentoring.school import ELM, OAK, STRANGER, WISH, WORDS, School

PRIYA = "slack:T1:U1"


async def reported(school: School, person: int, words: str = "Max did not come again") -> int:
    """Let somebody report something, and return the concern's number."""
    await school.do(person, RaiseConcern(None, words, source="report"))
    return int((await school.rows(concern))[-1].id)


async def test_what_is_kept_of_words_of_a_crisis(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    number = await school.crisis(ann)

    [row] = await school.rows(concern)
    assert (row.id, row.person_id, row.subject, row.address) == (number, ann, ann, "telegram::1")
    assert (row.source, row.category, row.severity, row.words) == ("words", "suicide", "immediate", WORDS)
    assert (row.at, row.inbox_id) == (school.now, 1)
    [told] = await school.rows(alert)
    assert (told.concern_id, told.organisation_id) == (number, row.organisation_id)
    assert (told.step, told.next_at, told.settled_at) == (0, school.now, None)


async def test_a_stranger_s_concern_is_nobody_s_and_the_only_organisation_s_duty(school: School) -> None:
    await school.coordinator("Priya", at=[PRIYA])
    await school.crisis()

    [row] = await school.rows(concern)
    assert (row.person_id, row.organisation_id, row.address) == (None, None, STRANGER)
    assert [one.organisation_id for one in await school.rows(alert)] == [(await school.organisation()).id]


async def test_among_several_organisations_it_is_nobody_s_duty(school: School) -> None:
    await school.organisation(OAK)
    await school.organisation(ELM)
    await school.crisis()

    assert [row.organisation_id for row in await school.rows(alert)] == [None]


async def test_a_stranger_in_a_workspace_is_the_duty_of_the_only_organisation_in_it(school: School) -> None:
    await school.organisation(OAK)
    elm = await school.organisation(ELM)
    await school.coordinator("Elm", at=["slack:T1:U1"], of=ELM)
    await school.coordinator("Oak", at=["slack:T2:U1"], of=OAK)
    await school.coordinator("Elm", at=["slack:T2:U2"], of=ELM)

    for address in ("slack:T1:U9", "slack:T2:U9", "slack:T3:U9"):
        await school.do(None, RaiseConcern(WISH, WORDS), address=address)

    assert [row.organisation_id for row in await school.rows(alert)] == [elm.id, None, None]


@pytest.mark.parametrize(
    ("words", "category", "severity"),
    [
        ("Max did not come again", "other", "high"),
        ("she said: I want to kill myself tonight", "suicide", "immediate"),
        ("I hate my body", "eating", "high"),
    ],
    ids=["no word of crisis", "a word of crisis", "what is a mere sign in a chat"],
)
async def test_a_report_is_taken_for_what_its_words_say_and_never_for_a_mere_sign(
    school: School, words: str, category: str, severity: str
) -> None:
    await reported(school, await school.person("Max", Role.MENTOR), words)

    [row] = await school.rows(concern)
    assert (row.source, row.category, row.severity, row.words) == ("report", category, severity, words)


async def test_who_reads_it_first_has_it_and_the_others_who_were_told_hear_so(school: School) -> None:
    lead, deputy, board = await school.listed(Place.LEAD, Place.DEPUTY, Place.BOARD)
    number = await school.crisis()
    assert [await school.told(), await school.round()] == [[(lead,)], [(deputy,)]]

    who = await school.do(deputy, ReadConcern(number))
    second = await school.do(lead, ReadConcern(number))
    await school.do(deputy, ReadConcern(number))

    [news] = who.news
    taken = Part("concern_taken", {"number": number, "first_name": "Deputy"})
    assert (news.people, news.reply.parts, news.reply.order) == ((lead,), (taken,), Order.SAFETY)
    assert news.everywhere
    assert second.news == ()
    assert await school.timeline(number) == [
        ("told", lead),
        ("told", deputy),
        ("seen", deputy),
        ("acknowledged", deputy),
        ("seen", lead),
        ("seen", deputy),
    ]
    [row] = await school.rows(alert)
    assert (row.settled_at, row.settled_by) == (school.now, deputy)
    assert ("told", board) not in await school.timeline(number)


async def test_each_who_was_told_hears_once_who_has_it(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    number = await school.crisis()
    await school.told()
    for _ in range(4):
        await school.round()

    who = await school.do(deputy, ReadConcern(number))

    assert [news.people for news in who.news] == [(lead,)]


async def test_urgent_is_told_at_once_to_all_who_were_told_and_hurries_the_next(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    max_ = await school.person("Max", Role.MENTOR)
    number = await reported(school, max_)
    assert await school.told() == [(lead,)]
    school.later(seconds=20)

    who = await school.do(max_, Urgent())

    [news] = who.news
    assert (news.people, news.everywhere, news.reply.order) == ((lead,), True, Order.SAFETY)
    assert news.reply.parts == (Part("concern_urgent", {"number": number}),)
    assert news.reply.choices == (Choice(f"/concern {number}", label="concern.take"),)
    assert await school.told() == [(deputy,)]
    assert await school.timeline(number) == [("told", lead), ("urgent", max_), ("told", deputy)]


async def test_urgent_reaches_whoever_took_it_and_goes_round_until_somebody_takes_it_again(
    school: School,
) -> None:
    lead, board = await school.listed(Place.LEAD, Place.BOARD)
    max_ = await school.person("Max", Role.MENTOR)
    number = await reported(school, max_)
    await school.told()
    await school.do(board, ReadConcern(number))
    assert await school.round() == []

    who = await school.do(max_, Urgent())

    assert [news.people for news in who.news] == [(lead, board)]
    assert [await school.told(), await school.round()] == [[(board,)], [(lead,)]]
    await school.do(lead, ReadConcern(number))
    assert await school.round() == []
    took = [by for kind, by in await school.timeline(number) if kind == "acknowledged"]
    assert took == [board, lead]


async def test_who_is_of_the_team_no_more_hears_of_no_concern_any_more(school: School) -> None:
    lead, deputy = await school.listed(Place.LEAD, Place.DEPUTY)
    max_ = await school.person("Max", Role.MENTOR)
    number = await reported(school, max_)
    assert [await school.told(), await school.round()] == [[(lead,)], [(deputy,)]]
    await school.do(lead, Leave())

    urgent = await school.do(max_, Urgent())
    taken = await school.do(deputy, ReadConcern(number))

    assert [[news.people for news in who.news] for who in (urgent, taken)] == [[(deputy,)], [()]]


async def test_urgent_is_of_the_newest_report_and_of_no_words_of_a_crisis(school: School) -> None:
    await school.listed(Place.LEAD)
    max_ = await school.person("Max", Role.MENTOR)
    await reported(school, max_, "the first")
    newest = await reported(school, max_, "the second")
    other = await reported(school, await school.person("Sam", Role.MENTOR))
    own = await school.crisis(max_)
    await school.told()

    await school.do(max_, Urgent())

    called = [
        n for n in (1, newest, other, own) if "urgent" in {kind for kind, _ in await school.timeline(n)}
    ]
    assert called == [newest]


async def test_urgent_counts_however_long_after_the_report(school: School) -> None:
    [lead] = await school.listed(Place.LEAD)
    max_ = await school.person("Max", Role.MENTOR)
    number = await reported(school, max_)
    await school.told()
    school.later(days=40)

    who = await school.do(max_, Urgent())

    assert [news.people for news in who.news] == [(lead,)]
    assert [kind for kind, _ in await school.timeline(number)] == ["told", "urgent"]


async def test_urgent_without_a_report_is_a_concern_itself(school: School) -> None:
    await school.listed(Place.LEAD)
    max_ = await school.person("Max", Role.MENTOR)
    await school.crisis(max_)

    await school.do(max_, Urgent())

    [_, row] = await school.rows(concern)
    assert (row.person_id, row.source, row.severity, row.category) == (max_, "report", "immediate", "other")
    assert len(await school.rows(alert)) == 2


async def test_what_is_written_right_after_words_of_a_crisis_is_kept_with_them(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    number = await school.crisis(ann)
    await school.do(ann, MoreWords("it was a joke"))
    school.now += JUST_BEFORE
    school.later(microseconds=1)
    await school.do(ann, MoreWords("hello"))
    await school.do(await school.person("Sam", Role.YOUNG_PERSON), MoreWords("hello"))

    kept = [(one.kind, one.by, one.note) for one in await school.events(number)]
    assert kept == [("more", ann, "it was a joke")]


async def test_a_timeline_keeps_notes_and_the_end_and_by_whom(school: School) -> None:
    [lead] = await school.listed(Place.LEAD)
    number = await school.crisis()
    await school.do(lead, ReadConcern(number), NoteConcern(number, "rang"))
    await school.do(lead, NoteConcern(number, "safe", closes=True))

    events = await school.events(number)
    assert [(one.kind, one.by, one.first_name, one.note) for one in events[-2:]] == [
        ("note", lead, "Lead", "rang"),
        ("closed", lead, "Lead", "safe"),
    ]


async def test_the_team_hears_once_of_who_asks_for_a_person_until_they_were_helped(school: School) -> None:
    priya = await school.coordinator("Priya")
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    ask = AskForPerson("hopes", "Ann")

    first = await school.do(ann, ask)
    again = await school.do(ann, ask)
    await school.do(priya, SettleHelp(ann))
    once_more = await school.do(ann, ask)

    [news] = first.news
    organisation = (await school.organisation()).id
    assert news == News(news.reply, organisation=organisation, writer=first.address)
    assert news.reply.parts == (Part("help_for_team", {"first_name": "Ann", "person": ann}),)
    assert news.reply.choices == (Choice(f"/see {ann}", label="see.open"),)
    assert again.news == ()
    assert len(once_more.news) == 1
    settled = [row.settled_at for row in await school.rows(help_request)]
    assert settled == [school.now, None]


async def test_pages_of_the_team_are_out_of_date_with_every_change_about_safety(school: School) -> None:
    lead = await school.coordinator("Lee", at=[PRIYA])
    await school.do(lead, TakeDuty(Place.LEAD))
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    home = frozenset({(await school.organisation()).id})

    raised = await school.do(ann, RaiseConcern(WISH, WORDS))
    stranger = await school.do(None, RaiseConcern(WISH, WORDS))
    taken = await school.do(lead, ReadConcern(1))
    noted = await school.do(lead, NoteConcern(1, "rang"))
    asked = await school.do(ann, AskForPerson("hopes"))
    helped = await school.do(lead, SettleHelp(ann))

    assert [who.touched for who in (raised, stranger, taken, noted, asked, helped)] == [home] * 6


async def test_nobody_reads_notes_or_helps_outside_their_organisation(school: School) -> None:
    ann = await school.person("Ann", Role.YOUNG_PERSON)
    number = await school.crisis(ann)
    await school.do(ann, AskForPerson("hopes"))
    elm = await school.coordinator("Elm", of=ELM)

    others = [ReadConcern(number), NoteConcern(number, "rang"), SettleHelp(ann)]
    whos = [await school.do(elm, effect) for effect in others]

    assert [(who.news, who.touched) for who in whos] == [((), frozenset())] * 3
    assert await school.timeline(number) == []
    assert [row.settled_at for row in await school.rows(alert)] == [None]
    assert [row.settled_at for row in await school.rows(help_request)] == [None]
