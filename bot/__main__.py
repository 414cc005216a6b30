"""`scopebot`, and `python -m bot`."""

from bot.cli import app


def main() -> None:
    """The command."""
    app()


if __name__ == "__main__":
    main()
