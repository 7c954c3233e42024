"""One process to a SQLite store; a PostgreSQL may be shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.alone import alone


def test_a_second_process_is_kept_off_until_the_first_is_gone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with alone(url):
        with pytest.raises(ValueError, match="another alongside serves this store"), alone(url):
            """Nobody gets here."""
        with alone(f"sqlite:///{tmp_path / 'another.sqlite'}"):
            """Another store is another matter."""
    with alone(url):
        """The first is gone."""


def test_after_a_fault_the_store_is_free_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    with pytest.raises(RuntimeError), alone(url):
        raise RuntimeError("a fault")

    with alone(url):
        """It is free."""


@pytest.mark.parametrize(
    "url", ["postgresql://db/x", "sqlite://", "sqlite:////proc/nothing/store.sqlite"],
    ids=["shared", "no file", "no folder"],
)  # fmt: skip
def test_what_cannot_be_held_is_somebody_elses_to_refuse(url: str) -> None:
    with alone(url), alone(url):
        """Both got here."""
