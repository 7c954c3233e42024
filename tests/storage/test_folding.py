"""Names are the same whatever their case, accents and spaces."""

from __future__ import annotations

import pytest

from storage.folding import folded

SAME = {
    "case": ("ANN", "ann"),
    "accents": ("Siân", "sian"),
    "in two parts": ("Sia\u0302n", "sian"),
    "spaces": ("  Ann   Marie ", "ann marie"),
    "sharp s": ("Voß", "voss"),
    "another alphabet": ("Ολγα", "ολγα"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("name", "sought"), SAME.values(), ids=SAME.keys())
def test_a_name_is_folded(name: str, sought: str) -> None:
    assert folded(name) == sought
