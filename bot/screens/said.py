"""Values as words: what an answer says, on one line."""

from bot.words import figure, labelled, sentence
from dialogs.catalog import AnswerField, Kind, Question
from dialogs.challenges import grade
from dialogs.document import Entry
from dialogs.parsing import Value
from dialogs.rulings import Rulings


def said(scoping: Rulings, question: Question) -> str:
    """The current answer to a question, its fields one after the other; empty where there is none."""
    entry = scoping.entries.get(question.id)
    answer = entry.answer if entry else None
    if answer is None:
        return ""
    if answer.skipped:
        return answer.skipped
    shown = [(field, answer.values[field.id]) for field in question.fields if field.id in answer.values]
    if len(question.fields) <= 3:
        return " · ".join(value_words(field, value) for field, value in shown)
    return " · ".join(labelled(field.label, value_words(field, value)) for field, value in shown)


def value_words(field: AnswerField, value: Value) -> str:
    """One value the way a person would write it."""
    if isinstance(value, list):
        if field.kind is Kind.RANGE:
            return " / ".join(figure(float(number)) for number in value)
        return ", ".join(field.options.get(str(option), str(option)) for option in value)
    if isinstance(value, (int, float)):
        return figure(float(value))
    return field.options.get(value, value) if field.kind is Kind.CHOICE else value


def grade_words(scoping: Rulings, question: Question) -> str:
    """How the answer is evidenced: corrected by a person, or read from its words."""
    found = current_grade(scoping, question)
    return sentence(f"grade.{found}") if found else ""


def current_grade(scoping: Rulings, question: Question) -> str:
    """claim, linked or measured; empty where nothing is answered."""
    answer = scoping.entries.get(question.id, Entry()).answer
    if answer is None or answer.skipped:
        return ""
    return answer.corrected_grade or grade(question, answer.values, scoping.catalog.words)
