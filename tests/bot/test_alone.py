"""One process at a time serves a SQLite store."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.alone import alone


def test_a_second_process_is_kept_off_until_the_first_is_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    with alone(url), pytest.raises(ValueError, match="another alongside serves"), alone(url):
        pass
    with alone(url):
        pass


def test_other_stores_are_free(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite'}"
    with alone(url), alone(f"sqlite:///{tmp_path / 'other.sqlite'}"):
        pass
    with alone("postgresql://localhost/bot"), alone("postgresql://localhost/bot"):
        pass
