"""The report as JSON, and the schema it keeps to: the same facts the other views are made of, without words of ours."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from dialogs.report import figures
from dialogs.report.report import Report

VERSION = "scopebot/report-1"
"""Another number stands for another shape; what is only added keeps it."""


def as_json(report: Report) -> str:
    """The report with its schema's name at the top."""
    sums = [figure._asdict() for figure in figures.listed(report)]
    return _printed({"schema": VERSION, **_adapter().dump_python(report, mode="json"), "figures": sums})


def schema() -> str:
    """The JSON Schema that every exported report keeps to."""
    made = _adapter().json_schema(mode="serialization")
    made["properties"] = {"schema": {"const": VERSION, "type": "string"}, **made["properties"]}
    made["properties"]["figures"] = _FIGURES
    made["required"] = ["schema", *made["required"]]
    draft = "https://json-schema.org/draft/2020-12/schema"
    return _printed({"$schema": draft, "$id": VERSION, **made})


_FIGURES = {
    "description": "Every sum the report prints, by what it is a sum of. An id stands once.",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"id": {"type": "string"}, "value": {"type": "number"}, "unit": {"type": "string"}},
        "required": ["id", "value", "unit"],
        "additionalProperties": False,
    },
}


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)


def _printed(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
