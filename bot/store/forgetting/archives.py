"""A backup, in which a person is forgotten: the archive is written anew without them."""

from pathlib import Path

from bot.store import backups
from bot.store.errors import StoreError
from bot.store.forgetting.person import Forgetting, parsed
from bot.store.seal import sealed
from dialogs.scoping.forgetting import without


def in_archive(forgetting: Forgetting, file: Path) -> None:
    try:
        if backups.rewrite(file, lambda name, content: _in_backup(forgetting, name, content)):
            forgetting.told.count("backups")
    except StoreError as error:
        forgetting.told.left.append((file, str(error)))


def _in_backup(forgetting: Forgetting, name: str, content: bytes) -> bytes | None:
    if "/" in name:
        return content
    scoping = parsed(name.removesuffix(".json"), content)
    if scoping is None or not forgetting.concerns(scoping):
        return content
    return sealed({"_default": {"1": without(scoping, forgetting.leaver).model_dump(mode="json")}})
