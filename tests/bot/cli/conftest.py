"""The command line, run in this process as its entry point runs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot import cli


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)

    def said(self) -> str:
        """The one line that a command that failed has to print, and nothing else."""
        assert self.code == 1
        assert self.out == ""
        [line] = self.err.splitlines()
        assert line.startswith("alongside: ")
        return line.removeprefix("alongside: ")


Alongside = Callable[..., Ended]


@pytest.fixture
def alongside(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], logging_set_back: None
) -> Alongside:
    """Give the command line as a function of its words."""

    def run(*words: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["alongside", *words])
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Ended(code, out, err)

    return run
