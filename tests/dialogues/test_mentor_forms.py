"""A mentor applies with forms: a few steps instead of many questions."""

from __future__ import annotations

from conversations.reply import OPEN_FORM, Act
from tests.dialogues.test_mentor import PROFILE, TO_ABOUT, TO_SECOND, applied, registered


def test_forms_take_the_application_in_a_few_steps() -> None:
    talk = applied(*TO_ABOUT)
    assert talk.buttons == [OPEN_FORM]
    assert talk.say(f"[{OPEN_FORM}]") == []
    [form] = talk.said[-1]
    assert (form.act, form.title) == (Act.FORM, "form.about")
    assert [field.key for field in form.form] == ["first_name", "employer", "job", "region"]

    assert talk.hand_in(first_name="Sam", employer="Halden Ltd", job="Engineer", region="wales") == [
        "industries"
    ]
    assert talk.hand_in(
        industries="engineering", can_help_with="cv\ninterviews", languages="english", why=str(PROFILE["why"])
    ) == ["free_times"]
    assert talk.hand_in(free_times="weekday_evening", meeting_mode="online", capacity="") == [
        *("referees_why", "referee_name")
    ]
    for number, (name, contact, known) in (
        ("", ("Jo Bell", "jo@example.org", "My last manager")),
        ("_2", ("Lee Ford", "020 7946 0001", "We ran a club together")),
    ):
        names = (f"referee{number}_name", f"referee{number}_contact", f"referee{number}_known")
        talk.hand_in(**dict(zip(names, (name, contact, known), strict=True)))
    assert talk.hand_in(past_worry="no", asked_to_stop="no", checks_fine="yes") == ["conduct"]
    talk.say("[yes]")
    talk.say("[fine]")

    assert registered(talk).profile == PROFILE


def test_what_a_form_cannot_take_is_asked_again_by_itself() -> None:
    talk = applied(*TO_SECOND)

    answer = talk.hand_in(
        referee_2_name="Lee Ford", referee_2_contact="jo@example.org", referee_2_known="A club"
    )
    assert answer == ["contact_twice", "referee_2_contact"]
    assert talk.say("lee@example.org") == ["safeguarding_why", "past_worry"]
