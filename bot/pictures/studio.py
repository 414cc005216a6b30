"""Draws in a process of its own, which goes when nothing was drawn for a while: what draws holds 100 MiB, and keeps it.

studio = Studio()
studio.png(picture)      # as pictures.png, by a process that is started when it is needed
studio.close()
"""

from bot.apart import IDLE, Apart, answer
from bot.pictures.rendering import Picture, png, svg


class Studio(Apart):
    """One picture at a time. Blocking, for any thread; a picture that makes the process end takes no other with it."""

    def __init__(self, idle: float = IDLE) -> None:
        super().__init__("bot.pictures.studio", idle)

    def png(self, picture: Picture) -> bytes:
        """The picture for a message. Raises NotDone."""
        return bytes(self.ask("png", picture))

    def svg(self, picture: Picture) -> str:
        """The picture for a page. Raises NotDone."""
        return str(self.ask("svg", picture))


if __name__ == "__main__":
    answer({"png": png, "svg": svg})
