"""What is found in a message: who does what to whom, denials, idioms, spelling, hostile texts."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.concern import Category, Severity
from mentoring.concerns.finder import find_concern

MOST_GROWTH = (
    5  # times the calls for four times the text: in proportion, and a little for the words met first
)


@pytest.mark.parametrize(
    ("text", "category", "severity"),
    [
        pytest.param("i took 30 paracetamol", Category.SUICIDE, Severity.IMMEDIATE, id="overdose"),
        pytest.param("I want to kill myself", Category.SUICIDE, Severity.IMMEDIATE, id="an intention"),
        pytest.param("i wish i was dead", Category.SUICIDE, Severity.HIGH, id="a wish to die"),
        pytest.param(
            "everyone would be better off without me", Category.SUICIDE, Severity.HIGH, id="indirect"
        ),
        pytest.param("my friend wants to die", Category.SUICIDE, Severity.HIGH, id="of a friend"),
        pytest.param("i feel hopeless", Category.SUICIDE, Severity.WATCH, id="low mood"),
        pytest.param("my uncle touches me", Category.SEXUAL, Severity.HIGH, id="touching"),
        pytest.param(
            "she disclosed that her stepfather hits her", Category.ABUSE, Severity.HIGH, id="a mentor"
        ),
        pytest.param("I was slapped by my mum", Category.ABUSE, Severity.HIGH, id="in the passive"),
        pytest.param("i carry a knife", Category.VIOLENCE, Severity.HIGH, id="a weapon"),
        pytest.param("they make me sell drugs", Category.EXPLOITATION, Severity.HIGH, id="made to sell"),
        pytest.param("i cut my arms", Category.SELF_HARM, Severity.HIGH, id="self-harm"),
        pytest.param("theres no food at home", Category.NEGLECT, Severity.HIGH, id="no food"),
        pytest.param("thinking of running away", Category.RUNNING_AWAY, Severity.HIGH, id="running away"),
        pytest.param("i make myself sick after i eat", Category.EATING, Severity.HIGH, id="purging"),
        pytest.param("im being bullied", Category.BULLYING, Severity.HIGH, id="bullying"),
    ],
)
def test_finds(text: str, category: Category, severity: Severity) -> None:
    concern = find_concern(text)

    assert concern is not None
    assert (concern.category, concern.severity) == (category, severity)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("yes", id="yes"),
        pytest.param("no", id="no"),
        pytest.param("ABCD-1234", id="a code"),
        pytest.param("Ann", id="a name"),
        pytest.param("Tuesday 4pm", id="a time"),
        pytest.param("14 March", id="a date"),
        pytest.param("Birmingham Central Library", id="a place"),
        pytest.param("👍", id="an emoji"),
        pytest.param("🔪", id="an emoji that speaks, alone"),
    ],
)
def test_everyday_answers_are_no_concern(text: str) -> None:
    assert find_concern(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("this exam is killing me", id="killing me"),
        pytest.param("kill the child process", id="a process"),
        pytest.param("kill -9 it", id="a signal"),
        pytest.param("i'm dying of laughter", id="laughter"),
        pytest.param("he killed it", id="killed it"),
        pytest.param("hit the gym", id="the gym"),
        pytest.param("i beat him at FIFA", id="a game"),
        pytest.param("my brother beat me at chess", id="beaten at a game"),
        pytest.param("cut my hair", id="hair"),
        pytest.param("i cut myself shaving", id="an accident"),
        pytest.param("suicide squad is on tonight", id="a film"),
        pytest.param("my county lines essay is due", id="an essay"),
        pytest.param("in the book the dad hits him", id="a book"),
        pytest.param("we did a module on domestic abuse", id="a training module"),
        pytest.param("my dad will kill me when he sees my report lol", id="lol"),
    ],
)
def test_idioms_and_topics_clear(text: str) -> None:
    assert find_concern(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I'm not suicidal", id="not suicidal"),
        pytest.param("i would never hurt myself", id="would never"),
        pytest.param("my dad has never hit me", id="has never"),
        pytest.param("no he doesn't hit me", id="does not"),
        pytest.param("im not being bullied", id="not being"),
        pytest.param("no signs of self-harm", id="no signs of"),
        pytest.param("nobody is hurting me", id="nobody is"),
    ],
)
def test_a_plain_denial_is_no_concern(text: str) -> None:
    assert find_concern(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("i'm not suicidal but i wish i was dead", id="a denial, then a wish"),
        pytest.param("this exam is killing me and i want to die", id="an idiom, then a wish"),
        pytest.param("my dad never hits me. he hits my mum", id="one is spared, another is not"),
        pytest.param("had fun at chess. my dad hit me last night", id="two sentences"),
        pytest.param("i dont want to live anymore", id="a negation that is the concern"),
        pytest.param("i wanna die lol", id="a laugh does not clear a wish to die"),
        pytest.param("i want to kill myself, maths homework is too much", id="a topic clears no wish to die"),
    ],
)
def test_what_clears_hides_nothing_beside_it(text: str) -> None:
    assert find_concern(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("I WANT TO DIE!!!", id="capitals"),
        pytest.param("i wanna dieeeee", id="stretched"),
        pytest.param("k1ll mys3lf", id="figures"),
        pytest.param("i want to k*ll myself", id="a star"),
        pytest.param("k m s", id="spaced"),
        pytest.param("i w a n t t o d i e", id="a spaced sentence"),
        pytest.param("kms", id="an abbreviation"),
        pytest.param("wanna unalive myself", id="slang"),
        pytest.param("sucidal", id="a slip"),
        pytest.param("commiting suicide", id="another slip"),
        pytest.param("i don’t want to live anymore 💔", id="a curly apostrophe and an emoji"),
        pytest.param("i carry a 🔪", id="an emoji as a word"),
        pytest.param("Ì want to dié", id="accents"),
    ],
)
def test_however_it_is_written(text: str) -> None:
    assert find_concern(text) is not None


@pytest.mark.parametrize(
    ("concern", "harmless"),
    [
        pytest.param("my dad hits me", "i hit my dad's car horn", id="who does it"),
        pytest.param("he threatened to stab me", "the dentist had to jab me", id="what is done"),
        pytest.param("she hit her brother", "she hit her target", id="to whom"),
        pytest.param("i want to end it all", "i want to end my essay", id="what is ended"),
        pytest.param("nobody would miss me if i was gone", "nobody would miss that goal", id="who is missed"),
        pytest.param("i am 15 and my boyfriend is 24", "i am 15 and my brother is 24", id="who is older"),
        pytest.param("i packed my bag and im never coming back", "i packed my bag for dofe", id="why packed"),
    ],
)
def test_whole_expressions_decide_not_words(concern: str, harmless: str) -> None:
    assert find_concern(concern) is not None
    assert find_concern(harmless) is None


@given(st.text(max_size=400))
def test_never_raises_and_always_says_the_same(text: str) -> None:
    assert find_concern(text) == find_concern(text)


WORDS = st.sampled_from(
    [
        "i",
        "my",
        "dad",
        "hits",
        "me",
        "not",
        "never",
        "want to",
        "die",
        "kill",
        "myself",
        "exam",
        "lol",
        ".",
        "in the film",
    ]
)


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_capitals_change_nothing(text: str) -> None:
    assert find_concern(text.upper()) == find_concern(text)


def calls(text: str) -> int:
    """How many functions are called to read ``text``: the work, whatever the machine."""
    count = 0

    def tally(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    find_concern(text)  # what is compiled once is not counted
    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        find_concern(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param("a", id="one letter"),
        pytest.param("my dad ", id="a subject without a verb"),
        pytest.param("want to want to ", id="a verb that needs another"),
        pytest.param("i i ", id="spaced letters"),
        pytest.param("k*l ", id="stars"),
        pytest.param("they said they would ", id="reported speech"),
        pytest.param("😂", id="emoji"),
        pytest.param("é", id="accents"),
        pytest.param("!?.", id="signs"),
        pytest.param("gaaaaaah ", id="stretched"),
    ],
)
def test_the_work_grows_as_the_text_does(piece: str) -> None:
    short = piece * (2_500 // len(piece))

    assert calls(short * 4) <= MOST_GROWTH * calls(short)
