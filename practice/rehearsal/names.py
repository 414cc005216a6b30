"""The names a case may use: people of the practice workspace; questions, forms and stages by label, title or id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from dialogs.catalog import Layout, shipped
from practice.rehearsal.slack import peopled
from practice.slack.workspace import Workspace


def known(name: str) -> str:
    """The name of somebody the stand-in for Slack knows. Raises ValueError naming those there are."""
    people = [one.real_name for one in peopled(Workspace(lambda: _EPOCH)).members.values() if not one.is_bot]
    if name not in people:
        raise ValueError(f"nobody here is called {name}; there are {', '.join(people)}")
    return name


def known_track(name: str) -> str:
    """The id of a track, by its id or title. Raises ValueError naming those there are."""
    tracks = shipped().tracks
    found = next((id for id, track in tracks.items() if name.lower() in (id, track.title.lower())), None)
    if found is None:
        raise ValueError(f"there is no track “{name}”; there are {', '.join(tracks)}")
    return found


def item_named(name: str, track: str = "") -> str:
    """The id of a question, a form or a stage, by its id, label or title; on any track, where none is named.

    Where a form of the track and a question are called the same, it is the form. Raises ValueError.
    """
    item = _items(track).get(name.lower()) or _items("").get(name.lower())
    if item is None:
        raise ValueError(f"there is no question, form or stage called “{name}”; `scopebot catalog` lists the questions")
    return item


def question_named(name: str, track: str = "") -> str:
    """The id of a question, by its id or label. Raises ValueError as `item_named` does."""
    return _labels(track).get(name.lower()) or item_named(name, track)


_EPOCH = datetime.fromtimestamp(0, UTC)


@cache
def _items(track: str) -> Mapping[str, str]:
    catalog = shipped().on(track) if track else shipped()
    names = {stage.title.lower(): id for id, stage in catalog.stages.items() if stage.layout is not Layout.ONE_BY_ONE}
    names |= {form.title.lower(): id for id, form in catalog.forms.items() if not form.names}
    first, last = (_labels(track), names) if track else (names, _labels(track))
    return {**first, **last} | {id: id for id in (*catalog.stages, *catalog.forms, *catalog.questions)}


@cache
def _labels(track: str) -> Mapping[str, str]:
    """Labels of the retake are those of the exam, so that there only ids tell them apart."""
    catalog = shipped().on(track) if track else shipped()
    asked = [q for q in reversed(list(catalog.questions.values())) if not q.id.startswith("retake.")]
    return {q.label.lower(): q.id for q in asked} | {id: id for id in catalog.questions}
