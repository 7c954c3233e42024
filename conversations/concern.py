"""A concern: what harm some words speak of, and how soon the safeguarding lead must look."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Category(StrEnum):
    """What the words speak of, in the terms of a UK youth safeguarding lead; the gravest comes first.

    The harm may be to the person who writes, or to somebody of whom they write.
    """

    SUICIDE = "suicide"
    """Wish to die, plan, attempt, farewell; overdose."""
    SEXUAL = "sexual"
    """Sexual assault or abuse, grooming, pictures, an adult's unfit attention."""
    ABUSE = "abuse"
    """Physical or emotional harm by family, partner, carer or a person in trust; forced marriage, FGM."""
    VIOLENCE = "violence"
    """Weapons, gangs, stalking, a threat to others or from others."""
    EXPLOITATION = "exploitation"
    """County lines, debt bondage, forced work, money mules, radicalisation."""
    SELF_HARM = "self_harm"
    """Harm to one's own body without a stated wish to die."""
    NEGLECT = "neglect"
    """No food, warmth, bed, care or home; a child left alone or made the carer."""
    RUNNING_AWAY = "running_away"
    """Leaving home or care in secret, or missing."""
    EATING = "eating"
    """Starving, purging, bingeing; an eating disorder."""
    BULLYING = "bullying"
    """Repeated hurt by other young people, at school or online."""
    OTHER = "other"
    """A person raised it in words that name none of these; the finder never gives it."""


class Severity(StrEnum):
    """How soon the safeguarding lead must look; the most urgent comes first."""

    IMMEDIATE = "immediate"
    """Somebody may be in danger now: ring at once, and 999 if they cannot be reached."""
    HIGH = "high"
    """Harm, or a real risk of it, was told: speak with the person today."""
    WATCH = "watch"
    """A sign that alone proves nothing: read it by the next working day beside what else is known."""


@dataclass(frozen=True, slots=True)
class Concern:
    """What was found in one message; it holds none of its words."""

    category: Category
    severity: Severity
