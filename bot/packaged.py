"""Files that come with scopebot: beside the package in a checkout, inside it where it is installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def packaged(name: str) -> Path:
    """Where `manifest.yml` or `examples/online-shop.yaml` is."""
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name
