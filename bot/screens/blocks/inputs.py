"""Inputs of a modal: one row a kind of field, and the way back from Slack's state to what people entered."""

from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    StaticSelectElement,
)

from bot.screens.blocks.parts import label
from bot.words.figures import figure
from bot.words.sentences import sentence
from dialogs.answers.figures import grouped, plain
from dialogs.answers.pasted import typed
from dialogs.answers.tables import columns_named
from dialogs.answers.values import LONGEST, Value
from dialogs.catalog import AnswerField, Kind, Question

ACTION = "entry"
LABEL, HINT, OPTION = 2000, 2000, 75


def field_input(question: Question, field: AnswerField, value: Value | None, *, optional: bool = False) -> InputBlock:
    """The input of one field. `value` fills it in; without one, the field's default does."""
    shown = field.default if value is None else value
    return InputBlock(
        block_id=f"{question.id}.{field.id}",
        label=label(field.label, LABEL),
        hint=label(field.hint, HINT) if field.hint else None,
        element=_ELEMENTS[field.kind](field, shown),
        optional=optional or field.optional or field.may_wait,
    )


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


def date_input(block_id: str, text: str, value: str | None = None) -> InputBlock:
    return InputBlock(
        block_id=block_id, label=label(text, LABEL), element=DatePickerElement(action_id=ACTION, initial_date=value)
    )


def choice_input(
    block_id: str, text: str, options: Mapping[str, str], value: str | None = None, *, optional: bool = False
) -> InputBlock:
    return InputBlock(block_id=block_id, label=label(text, LABEL), element=_select(options, value), optional=optional)


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
    return NumberInputElement(
        action_id=ACTION,
        is_decimal_allowed=not field.whole,
        initial_value=_digits(value) if isinstance(value, (int, float)) else None,
        min_value=_digits(field.min) if field.min is not None else None,
        max_value=_digits(field.max) if field.max is not None else None,
    )


def _digits(number: float) -> str:
    """Without an exponent: Slack reads none."""
    return f"{number:f}".rstrip("0").rstrip(".")


def _range(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    written = " / ".join(figure(float(number)) for number in value) if isinstance(value, list) else None
    return PlainTextInputElement(
        action_id=ACTION,
        initial_value=written,
        placeholder=label(sentence("placeholder.range"), 150),
        max_length=200,
    )


def _level(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    """Free text on one line: 0.85 or 85%, a day or a number."""
    written = plain(value) if isinstance(value, float) else str(value) if value else None
    return PlainTextInputElement(action_id=ACTION, initial_value=written, max_length=100)


def _amounts(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    written = " / ".join(grouped(float(number)) for number in value) if isinstance(value, list) else None
    return PlainTextInputElement(
        action_id=ACTION,
        initial_value=written,
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
    return PlainTextInputElement(
        action_id=ACTION,
        multiline=True,
        initial_value=typed(field, value) or None if isinstance(value, list) else None,
        placeholder=label(placeholder, 150),
        max_length=LONGEST,
    )


def _date(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    return DatePickerElement(action_id=ACTION, initial_date=str(value) if value else None)


def _choice(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    return _select(field.options, str(value) if value else None)


def _choices(field: AnswerField, value: Value | None) -> InputInteractiveElement:
    return _checkboxes(field.options, [str(one) for one in value] if isinstance(value, list) else [])


def _select(options: Mapping[str, str], value: str | None) -> StaticSelectElement:
    offered = {id: Option(text=label(text, OPTION), value=id) for id, text in options.items()}
    return StaticSelectElement(
        action_id=ACTION,
        options=list(offered.values()),
        initial_option=offered.get(value or ""),
        placeholder=label(sentence("placeholder.choose"), 150),
    )


def _checkboxes(options: Mapping[str, str], values: list[str]) -> CheckboxesElement:
    offered = {id: Option(text=label(text, OPTION), value=id) for id, text in options.items()}
    return CheckboxesElement(
        action_id=ACTION,
        options=list(offered.values()),
        initial_options=[offered[id] for id in values if id in offered] or None,
    )


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
