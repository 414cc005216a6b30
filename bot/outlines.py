"""Outlines of what arrives: what has to be there is there, what may be missing is of its type, or missing."""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, WrapValidator


def _or_absent(value: Any, read: Callable[[Any], Any]) -> Any:
    try:
        return read(value)
    except ValidationError:
        return None


def _present(found: Any) -> Any:
    if isinstance(found, dict):
        return {key: value for key, value in found.items() if value is not None}
    return [value for value in found if value is not None]


T = TypeVar("T")
Maybe = Annotated[T | None, WrapValidator(_or_absent)]
"""What may be missing: null and what is of another type are as good as missing."""
MaybeList = Annotated[list[Maybe[T]], AfterValidator(_present)]
MaybeDict = Annotated[dict[str, Maybe[T]], AfterValidator(_present)]


class Part(BaseModel):
    """Part of what arrived; what is not named here may be anything, and is nobody's before it is read."""

    model_config = ConfigDict(extra="allow", strict=True)


class Named(Part):
    """Something with an id."""

    id: str


class Profile(Part):
    """What somebody calls themselves."""

    display_name: Maybe[str] = None
    real_name: Maybe[str] = None


class EnterpriseUser(Part):
    """Where in an Enterprise Grid somebody is at home."""

    enterprise_id: Maybe[str] = None
    teams: Maybe[MaybeList[str]] = None


class User(Named):
    """Somebody, as a delivery and an answer of Slack's alike describe them."""

    name: Maybe[str] = None
    real_name: Maybe[str] = None
    team_id: Maybe[str] = None
    tz: Maybe[str] = None
    profile: Maybe[Profile] = None
    enterprise_user: Maybe[EnterpriseUser] = None


P = TypeVar("P", bound=Part)


def fitted(kind: type[P], arrived: Any) -> dict[str, Any]:
    """What arrived, in its outline. Raises pydantic's ValidationError where it does not fit."""
    return kind.model_validate(arrived).model_dump(exclude_unset=True, exclude_none=True)
