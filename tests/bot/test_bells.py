"""Bells: each loop is woken by its name, and nobody else is."""

from __future__ import annotations

from bot.bells import ALERTS, HOMES, Bells


def test_only_those_whose_names_are_rung_are_woken() -> None:
    bells, woken = Bells(), []
    alerts, homes = bells.of(ALERTS), bells.of(HOMES)
    alerts.up, homes.up = lambda: woken.append(ALERTS), lambda: woken.append(HOMES)  # type: ignore[method-assign]

    bells.ring({ALERTS, "nobody listens"})

    assert woken == [ALERTS]
    assert bells.of(ALERTS) is alerts


def test_a_loop_that_begins_again_has_a_bell_that_was_not_stopped() -> None:
    bells = Bells()
    bells.of("telegram").stop()

    assert not bells.again("telegram").stopping
    assert not bells.of("telegram").stopping
