"""Inputs of a modal: one row a kind of field, and the way back from Slack's state to what people entered."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserSelectElement,
)

from bot.screens.blocks.parts import OPTION, label, told_apart
from bot.words.figures import figure_or_unknown
from bot.words.sentences import sentence
from dialogs.answers.fields import NOBODY_KNOWS
from dialogs.answers.figures import grouped, plain
from dialogs.answers.pasted import typed
from dialogs.answers.tables import columns_named
from dialogs.answers.thousands import with_four_places
from dialogs.answers.unknowns import Ignorance
from dialogs.answers.values import LONGEST, Value
from dialogs.answers.written import NOTHING, PERCENT, Written, with_unit
from dialogs.catalog import AnswerField, Kind, Question

ACTION = "entry"
LABEL, HINT = 2000, 2000
MOST_OPTIONS, MOST_BOXES = 100, 10
"""What Slack takes of a menu, or of one group in it; and of checkboxes."""


def field_input(
    question: Question,
    field: AnswerField,
    value: Value | None,
    unknown: Ignorance | None = None,
    written: Written = NOTHING,
) -> InputBlock:
    """The input of one field; it may always stay blank. `value` fills it in, as it was `written`, or what is said to be
    `unknown` of it; without either, the field's default does."""
    shown = _said_unknown(field, unknown) if value is None and unknown else _as_written(field, value, written)
    hint = field.hint or _how(field)
    return InputBlock(
        block_id=f"{question.id}.{field.id}",
        label=label(field.label, LABEL),
        hint=label(hint, HINT) if hint else None,
        element=_ELEMENTS[field.kind](field, field.default if shown is None else shown),
        optional=True,
    )


def _as_written(field: AnswerField, value: Value | None, written: Written) -> Value | None:
    """What was typed where a value does not show it: “ca. 7”, “35-45k”; else a value in its unit."""
    return written.typed if written.typed and value is not None else _in_unit(field, value, written.unit)


def _in_unit(field: AnswerField, value: Value | None, unit: str) -> Value | None:
    """A number with what stood beside it, so that it is read as the same again; anything else as it is."""
    if unit and field.kind is Kind.SERIES and isinstance(value, list):
        return typed(field, value, unit)
    if not unit or not isinstance(value, (int, float)):
        return value
    is_share = field.kind is Kind.LEVEL and unit == PERCENT
    return with_unit(_plainly(float(f"{value * 100:.12g}") if is_share else value), unit)


def _said_unknown(field: AnswerField, unknown: Ignorance) -> Value | None:
    """What stands in an input of which somebody said that it is not known: words that are read as just that."""
    if field.kind is Kind.CHOICE:
        return NOBODY_KNOWS if unknown is Ignorance.NOT_KNOWN else None
    return sentence(f"typed.{unknown}") if field.kind in _TYPED else None


def _how(field: AnswerField) -> str:
    """How a number is written, and that its lack can be; nothing for what is optional."""
    if field.kind not in _NUMBERS or field.optional:
        return ""
    return sentence(f"hint.{field.kind}", parts=" / ".join(field.parts))


def text_input(
    block_id: str,
    text: str,
    *,
    value: str = "",
    lines: bool = True,
    hint: str = "",
    placeholder: str = "",
    optional: bool = False,
) -> InputBlock:
    """A free text of our own forms: a reason, a title."""
    return InputBlock(
        block_id=block_id,
        label=label(text, LABEL),
        hint=label(hint, HINT) if hint else None,
        element=PlainTextInputElement(
            action_id=ACTION,
            multiline=lines,
            initial_value=value or None,
            max_length=LONGEST if lines else 150,
            placeholder=label(placeholder, 150) if placeholder else None,
        ),
        optional=optional,
    )


def date_input(block_id: str, text: str, value: str | None = None, *, optional: bool = False) -> InputBlock:
    return InputBlock(
        block_id=block_id,
        label=label(text, LABEL),
        element=DatePickerElement(action_id=ACTION, initial_date=value),
        optional=optional,
    )


def choice_input(
    block_id: str,
    text: str,
    options: Mapping[str, str],
    value: str | None = None,
    *,
    placeholder: str = "placeholder.choose",
    optional: bool = False,
) -> InputBlock:
    element = _select(options, value, placeholder)
    return InputBlock(block_id=block_id, label=label(text, LABEL), element=element, optional=optional)


def grouped_input(block_id: str, text: str, groups: Mapping[str, Mapping[str, str]]) -> InputBlock:
    """One of many, under the headings they belong to; typing in the menu searches it.

    Two of a group that read the same once cut are told apart by their number in it.
    """
    headings = told_apart({heading: heading for heading in groups})
    found = [
        OptionGroup(label=headings[heading].text, options=part)
        for heading, options in groups.items()
        for part in _parted(list(told_apart(options).values()))
    ]
    element = StaticSelectElement(
        action_id=ACTION, option_groups=found, placeholder=label(sentence("placeholder.choose_or_type"), 150)
    )
    return InputBlock(block_id=block_id, label=label(text, LABEL), element=element)


def _parted(options: list[Option]) -> list[list[Option]]:
    """As many as one group takes."""
    return [options[start : start + MOST_OPTIONS] for start in range(0, len(options), MOST_OPTIONS)]


def person_input(block_id: str, text: str, people: Mapping[str, str], value: str | None = None) -> InputBlock:
    """One of the people of a scoping, by name; of more than a menu takes, by Slack's own picker, which has others, too.

    Whoever is chosen is checked when the window is sent in.
    """
    if len(people) <= MOST_OPTIONS:
        return choice_input(block_id, text, people, value)
    picker = UserSelectElement(action_id=ACTION, initial_user=value)
    return InputBlock(block_id=block_id, label=label(text, LABEL), element=picker)


def radio_input(block_id: str, text: str, options: Mapping[str, str]) -> InputBlock:
    """One of a few, each with its words on the screen; none of them is as good."""
    element = RadioButtonsElement(action_id=ACTION, options=list(told_apart(options).values()))
    return InputBlock(block_id=block_id, label=label(text, LABEL), element=element, optional=True)


def checks_input(
    block_id: str, text: str, options: Mapping[str, str], values: list[str], *, optional: bool = False
) -> InputBlock:
    return InputBlock(
        block_id=block_id, label=label(text, LABEL), element=_checkboxes(options, values), optional=optional
    )


def _text(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    multiline = field.kind is Kind.TEXT
    return PlainTextInputElement(
        action_id=ACTION,
        multiline=multiline,
        initial_value=str(value) if value else None,
        max_length=LONGEST,
    )


def _number(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    """Plain text: a number as people write it, or a word that says why there is none."""
    written = _plainly(value) if isinstance(value, (int, float)) else value
    return PlainTextInputElement(action_id=ACTION, initial_value=str(written) if written else None, max_length=100)


def _plainly(number: float) -> str:
    """Every digit, in a form that is read as the same number again."""
    return with_four_places(plain(number))


def _range(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    written = " / ".join(map(figure_or_unknown, value)) if isinstance(value, list) else value
    example = sentence("placeholder.range", unit=field.units[0] if field.units else "")
    return PlainTextInputElement(
        action_id=ACTION,
        initial_value=str(written) if written else None,
        placeholder=label(example, 150) if example not in field.hint else None,
        max_length=200,
    )


def _level(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    """Free text on one line: 0.85 or 85%, a day or a number."""
    written = _plainly(value) if isinstance(value, float) else str(value) if value else None
    return PlainTextInputElement(action_id=ACTION, initial_value=written, max_length=100)


def _part(number: object) -> str:
    return "?" if number is None else grouped(float(str(number)))


def _amounts(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    written = " / ".join(map(_part, value)) if isinstance(value, list) else value
    return PlainTextInputElement(
        action_id=ACTION,
        initial_value=str(written) if written else None,
        placeholder=label(" / ".join(field.parts), 150),
        max_length=200,
    )


def _table(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    dated = any(column.kind is Kind.DATE for column in field.columns)
    columns = columns_named(field)
    return _lines(
        field,
        value,
        sentence("placeholder.table_days", columns=columns)
        if dated
        else sentence("placeholder.table", columns=columns),
    )


def _series(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    return _lines(field, value, sentence("placeholder.series"))


def _lines(field: AnswerField, value: Value | None, placeholder: str) -> InputInteractiveElement:
    written = typed(field, value) if isinstance(value, list) else value
    return PlainTextInputElement(
        action_id=ACTION,
        multiline=True,
        initial_value=str(written) if written else None,
        placeholder=label(placeholder, 150),
        max_length=LONGEST,
    )


def _date(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    return DatePickerElement(action_id=ACTION, initial_date=str(value) if value else None)


def _choice(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    chosen = str(value) if value else None
    return _select(choice_options(field, chosen), chosen)


def choice_options(field: AnswerField, chosen: str | None = None) -> dict[str, str]:
    """What can be chosen; of what is wanted also, last, that nobody knows yet: in the place of an option that says so.

    The one is found out by somebody; the other, of an answer from before, was only chosen.
    """
    wanted = not field.optional or field.needed_when or field.needed_with
    if not wanted:
        return dict(field.options)
    alike = next((id for id, text in field.options.items() if text == "Nobody knows yet"), None)
    if alike and chosen == alike:
        return dict(field.options)
    own = {id: text for id, text in field.options.items() if id != alike}
    return {**own, NOBODY_KNOWS: sentence("placeholder.nobody_knows")}


def _choices(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    return _checkboxes(field.options, [str(one) for one in value] if isinstance(value, list) else [])


def _select(
    options: Mapping[str, str], value: str | None, placeholder: str = "placeholder.choose"
) -> StaticSelectElement:
    """A menu; of more than a menu takes, in groups."""
    offered = told_apart(options)
    every = list(offered.values())
    return StaticSelectElement(
        action_id=ACTION,
        options=every if len(every) <= MOST_OPTIONS else None,
        option_groups=_grouped(every) if len(every) > MOST_OPTIONS else None,
        initial_option=offered.get(value or ""),
        placeholder=label(sentence(placeholder), 150),
    )


def _grouped(options: list[Option]) -> list[OptionGroup]:
    """As many groups as it takes, each under the numbers of its first and its last."""
    starts = range(0, len(options), MOST_OPTIONS)
    ends = {start: min(start + MOST_OPTIONS, len(options)) for start in starts}
    return [
        OptionGroup(
            label=label(sentence("placeholder.group", first=start + 1, last=end), OPTION), options=options[start:end]
        )
        for start, end in ends.items()
    ]


def _checkboxes(options: Mapping[str, str], values: list[str]) -> CheckboxesElement | StaticMultiSelectElement:
    """Boxes to tick; of more than Slack takes, a menu of which several can be chosen."""
    offered = told_apart(options)
    every, chosen = list(offered.values()), [offered[id] for id in values if id in offered] or None
    if len(every) <= MOST_BOXES:
        return CheckboxesElement(action_id=ACTION, options=every, initial_options=chosen)
    return StaticMultiSelectElement(
        action_id=ACTION,
        options=every if len(every) <= MOST_OPTIONS else None,
        option_groups=_grouped(every) if len(every) > MOST_OPTIONS else None,
        initial_options=chosen,
        placeholder=label(sentence("placeholder.choose"), 150),
    )


_NUMBERS = frozenset({Kind.NUMBER, Kind.LEVEL, Kind.RANGE, Kind.AMOUNTS})
_TYPED = frozenset(Kind) - {Kind.CHOICE, Kind.CHOICES, Kind.DATE}
_ELEMENTS: Mapping[Kind, Callable[[AnswerField, Value | None], InputInteractiveElement]] = {
    Kind.TEXT: _text,
    Kind.LINE: _text,
    Kind.NUMBER: _number,
    Kind.RANGE: _range,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.AMOUNTS: _amounts,
    Kind.TABLE: _table,
    Kind.SERIES: _series,
    Kind.LEVEL: _level,
    Kind.MOMENT: _level,
}
