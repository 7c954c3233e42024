"""What the process has counted so far, as Prometheus would read it."""

from __future__ import annotations

from prometheus_client import REGISTRY


def counted(name: str, **labels: str) -> float:
    """Return the value of a sample; 0 where it was never counted."""
    return REGISTRY.get_sample_value(name, labels) or 0.0
