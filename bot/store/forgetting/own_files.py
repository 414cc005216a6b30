"""What scopebot itself keeps in a folder, and how a person is forgotten in each kind of it."""

from bot.store import audit, backups, elsewhere
from bot.store.catalogs import FOLDER as CATALOGS
from bot.store.earlier import FOLDER as EARLIER
from bot.store.errors import StoreError, Unreadable, WordsLost
from bot.store.forgetting.archives import in_archive
from bot.store.forgetting.person import Forgetting, parsed
from bot.store.forgotten import FOLDER as FORGOTTEN
from bot.store.safe_file import UNFINISHED
from bot.store.summaries import FILE as SUMMARIES
from dialogs.scoping.forgetting import without

QUARANTINE = "quarantine"
_MAY_MEND = "it is whole, while the scoping it is of cannot be read: that may be mended from it"


def in_backups(forgetting: Forgetting) -> None:
    for file in backups.archives(forgetting.folder):
        in_archive(forgetting, file)
    forgetting.told.elsewhere += elsewhere.known(forgetting.folder)


def in_what_was_cut_short(forgetting: Forgetting) -> None:
    """What a crash left of files that were being written, backups among them."""
    for file in forgetting.folder.rglob(f"*{UNFINISHED}"):
        file.unlink()
        forgetting.told.count("unfinished files")


def in_earlier_versions(forgetting: Forgetting) -> None:
    for file in (forgetting.folder / EARLIER).glob("*/*.json"):
        if file.parent.name in (CATALOGS, FORGOTTEN):
            continue
        content = file.read_bytes()
        scoping = parsed(file.parent.name, content)
        if scoping is not None and not forgetting.concerns(scoping):
            continue
        if file.parent.name in forgetting.unread and backups.is_whole(content):
            forgetting.told.left.append((file, _MAY_MEND))
        else:
            file.unlink()
            forgetting.told.count("earlier versions")


def in_damaged_copies(forgetting: Forgetting) -> None:
    """What is damaged cannot be changed, only removed: all of their scopings, and where they are found."""
    theirs = {scoping.id for scoping in forgetting.theirs}
    for file in (forgetting.folder / QUARANTINE).glob("*"):
        is_theirs = file.stem.rpartition("-")[0] in theirs
        if is_theirs or forgetting.search.finds(file.read_bytes().decode(errors="replace")):
            file.unlink()
            forgetting.told.count("damaged copies")


def in_summaries(forgetting: Forgetting) -> None:
    """The next start makes them anew."""
    (forgetting.folder / SUMMARIES).unlink(missing_ok=True)


def in_scopings(forgetting: Forgetting) -> None:
    for scoping_id in forgetting.documents.ids():
        try:
            scoping = forgetting.documents.load(scoping_id)
        except StoreError as error:
            forgetting.told.left.append((forgetting.folder / f"{scoping_id}.json", _why_left(error)))
            continue
        if forgetting.concerns(scoping):
            cleared = without(scoping, forgetting.leaver)
            cleared.version += 1
            forgetting.documents.replace(cleared)
            forgetting.told.scopings.append(cleared)
            forgetting.told.count("scopings")


def _why_left(error: StoreError) -> str:
    """Here no copy is made of what can't be read."""
    if isinstance(error, Unreadable) and not isinstance(error, WordsLost):
        return f"it {error.reason}, so nothing can be taken out of it"
    return str(error)


def in_the_audit(forgetting: Forgetting) -> None:
    """Its lines stay; nobody can say any more which of them were this person's."""
    if audit.forget_person(forgetting.folder, forgetting.leaver.id):
        forgetting.told.count("audit")
