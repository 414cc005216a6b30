"""The windows a scoping is started and steered from."""

from collections.abc import Mapping

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    Option,
    RadioButtonsElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.screens.blocks.inputs import ACTION, checks_input, choice_input, text_input
from bot.screens.blocks.parts import label, small
from bot.screens.modals.modal import modal
from bot.slack.handles import Handle
from bot.words.sentences import rich, sentence
from dialogs.catalog import Catalog
from dialogs.catalog.languages import ENGLISH
from dialogs.record.language import ANOTHER
from dialogs.record.record import Record

AS_WRITTEN = "as_written"
LANGUAGES: Mapping[str, str] = {
    AS_WRITTEN: "label.language_as_written",
    ENGLISH: "label.language_en",
    ANOTHER: "label.language_another",
}


def start(catalog: Catalog, channel: str, title: str, *, shared: bool = False) -> View:
    """Four things and the track; a channel as well where none is known."""
    blocks: list[Block] = [
        rich("start", shared=shared),
        text_input(
            "title", sentence("label.title"), value=title, lines=False, placeholder=sentence("placeholder.title")
        ),
        text_input("idea", sentence("label.idea"), placeholder=sentence("placeholder.idea")),
        InputBlock(
            block_id="director",
            label=label(sentence("label.director"), 2000),
            element=UserSelectElement(action_id=ACTION),
        ),
        _people("team", "label.team"),
        _tracks(catalog),
    ]
    if not channel:
        wanted = ConversationFilter(include=["public", "private"], exclude_bot_users=True)
        picker = ConversationSelectElement(action_id=ACTION, filter=wanted)
        blocks.insert(1, InputBlock(block_id="channel", label=label(sentence("label.channel"), 2000), element=picker))
    return modal("starting.start", sentence("modal.start"), blocks, channel, submit="modal.start_submit")


def _people(block: str, key: str) -> InputBlock:
    """A choice of people that may be left empty."""
    element = UserMultiSelectElement(action_id=ACTION)
    return InputBlock(block_id=block, label=label(sentence(key), 2000), element=element, optional=True)


def wider_tracks(record: Record) -> list[str]:
    """The tracks that ask all this one asks, and more."""
    tracks = record.catalog.tracks
    return [id for id, track in tracks.items() if id != record.track and set(record.road) <= set(track.stages)]


def _tracks(catalog: Catalog) -> InputBlock:
    """The track, the shortest first; with what each is for beneath the choice."""
    options = [
        Option(text=label(track.title, 75), value=id, description=label(track.says, 75))
        for id, track in catalog.tracks.items()
    ]
    element = RadioButtonsElement(action_id=ACTION, options=options, initial_option=options[0])
    return InputBlock(block_id="track", label=label(sentence("label.track"), 2000), element=element)


def settings(record: Record, handle: Handle) -> View:
    """Who joins, working time, the answers' language; and where there is a longer track, whether to go on along it."""
    days = {str(number): sentence(f"days.{number}") for number in range(7)}
    hours = {str(hour): f"{hour}:00" for hour in range(25)}
    blocks: list[Block] = [
        _people("team", "label.more_team"),
        checks_input("days", sentence("label.days"), days, [str(day) for day in record.working.days]),
        choice_input("start", sentence("label.from"), hours, str(record.working.start)),
        choice_input("end", sentence("label.to_hour"), hours, str(record.working.end)),
    ]
    languages = {id: sentence(key) for id, key in LANGUAGES.items()}
    blocks.append(choice_input("language", sentence("label.language"), languages, record.language or AS_WRITTEN))
    titles = {id: record.catalog.tracks[id].title for id in [record.track, *wider_tracks(record)]}
    if len(titles) > 1:
        blocks.append(choice_input("track", sentence("label.track"), titles, record.track))
        blocks.append(small(sentence("label.track_hint")))
    return modal("steering.settings", sentence("modal.settings"), blocks, handle)


def delegate(record: Record, handle: Handle) -> View:
    """Who may accept and sign beside the director; or, where the director has gone, who directs now."""
    here = record.takes_part(record.director)
    element = UserSelectElement(action_id=ACTION, initial_user=record.delegate)
    text = label(sentence("label.delegate" if here else "label.new_director"), 2000)
    chosen = InputBlock(block_id="delegate", label=text, element=element, optional=here)
    return modal("steering.delegate", sentence("modal.delegate"), [chosen], handle)
