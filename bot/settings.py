"""The settings: the environment, read once; every mistake in it is one sentence that says what to do."""

import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import AwareDatetime, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

TOKEN_PAGES = {
    "SLACK_BOT_TOKEN": ("xoxb-", "OAuth & Permissions"),
    "SLACK_APP_TOKEN": ("xapp-", "Basic Information, App-Level Tokens"),
}


class SettingsError(Exception):
    """The environment cannot be used; `mistakes` holds one sentence for each thing wrong with it."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


def _with_slash(url: str) -> str:
    if not re.match(r"https?://[^\s/]", url):
        raise PydanticCustomError("address", "SLACK_API_URL must begin with https:// (or http://); correct it.")
    return url if url.endswith("/") else url + "/"


def _period(typed: str) -> timedelta:
    found = re.fullmatch(r"(\d{1,5})([dmy])", typed.lower())
    if not found or not int(found[1]):
        raise PydanticCustomError(
            "period",
            "SCOPEBOT_RETENTION must be a number of days, months or years, such as 730d, 24m or 2y; correct it or "
            "remove it, and everything is kept.",
        )
    return timedelta(days=int(found[1]) * _DAYS[found[2]])


_DAYS = {"d": 1.0, "m": 365.25 / 12, "y": 365.25}


def _store(url: str) -> str:
    # The value is not repeated: such an address usually holds a password.
    if not re.match(r"postgres(?:ql)?://", url, re.IGNORECASE):
        raise PydanticCustomError(
            "store",
            "SCOPEBOT_STORE must begin with postgresql://; correct it, or remove it, and the scopings are kept in "
            "SCOPEBOT_DATA.",
        )
    return url


class Settings(BaseSettings):
    """What the environment says. Made by `load`, which also checks the tokens the mode needs."""

    model_config = SettingsConfigDict(frozen=True, case_sensitive=True, extra="ignore", validate_default=False)

    bot_token: SecretStr = Field(
        SecretStr(""),
        alias="SLACK_BOT_TOKEN",
        description="The bot token, xoxb-…, from the app's page OAuth & Permissions.",
    )
    app_token: SecretStr = Field(
        SecretStr(""),
        alias="SLACK_APP_TOKEN",
        description="The app-level token, xapp-…, with connections:write; needed in Socket Mode.",
    )
    signing_secret: SecretStr = Field(
        SecretStr(""),
        alias="SLACK_SIGNING_SECRET",
        description="The signing secret from the app's page Basic Information; needed in HTTP mode.",
    )
    api_url: Annotated[str, BeforeValidator(_with_slash)] = Field(
        "https://slack.com/api/",
        alias="SLACK_API_URL",
        description="Where Slack's Web API is; only a rehearsal needs another address.",
    )
    data: Path = Field(
        Path("./data"),
        alias="SCOPEBOT_DATA",
        description="The folder the scopings are kept in; only one scopebot may use it.",
    )
    store: Annotated[SecretStr, BeforeValidator(_store)] = Field(
        SecretStr(""),
        alias="SCOPEBOT_STORE",
        description="A postgresql:// address, where the scopings are kept in a database instead of that folder.",
    )
    catalog: Path | None = Field(
        None,
        alias="SCOPEBOT_CATALOG",
        description="A folder with questions of your own, beside ours or instead of ours.",
    )
    tick: float = Field(
        30,
        gt=0,
        allow_inf_nan=False,
        alias="SCOPEBOT_TICK",
        description="Seconds between two looks for reminders that are due.",
    )
    port: int = Field(
        3000,
        ge=0,
        le=65535,
        alias="SCOPEBOT_PORT",
        description="The port of /healthz and, in HTTP mode, /slack/events; 0 takes a free one.",
    )
    host: str = Field(
        "127.0.0.1",
        alias="SCOPEBOT_HOST",
        description="The address that port listens on; in HTTP mode it is 0.0.0.0 unless set.",
    )
    metrics_port: int | None = Field(
        None,
        ge=0,
        le=65535,
        alias="SCOPEBOT_METRICS_PORT",
        description="The port of /metrics and /readyz, which says what is wrong; neither is served unless this is set.",
    )
    metrics_host: str = Field(
        "127.0.0.1",
        alias="SCOPEBOT_METRICS_HOST",
        description="The address that port listens on: this machine's own, unless set.",
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(str.upper)] = Field(
        "INFO",
        alias="SCOPEBOT_LOG_LEVEL",
        description="How much is logged: DEBUG, INFO, WARNING or ERROR.",
    )
    log_format: Annotated[Literal["text", "json"], BeforeValidator(str.lower)] = Field(
        "text",
        alias="SCOPEBOT_LOG_FORMAT",
        description="How a line of the log is written: text, or json for whatever collects logs.",
    )
    large: int = Field(
        1000,
        ge=1,
        alias="SCOPEBOT_LARGE",
        description="Requests a day above which a load counts as large where nobody could do it by hand.",
    )
    card_delay: float = Field(
        5,
        ge=0,
        allow_inf_nan=False,
        alias="SCOPEBOT_CARD_DELAY",
        description="Seconds the edits of a card are put off and merged.",
    )
    post_pause: float = Field(
        1,
        ge=0,
        allow_inf_nan=False,
        alias="SCOPEBOT_POST_PAUSE",
        description="Seconds between two messages in one channel, at the least; Slack asks for one.",
    )
    retention: Annotated[timedelta | None, BeforeValidator(_period)] = Field(
        None,
        alias="SCOPEBOT_RETENTION",
        description="How long an ended scoping and a backup are kept: 730d, 24m or 2y; for ever, unless set.",
    )
    now: AwareDatetime | None = Field(
        None,
        alias="SCOPEBOT_NOW",
        description="A moment the clock starts at and runs on from, for rehearsals and demos only.",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load` is given counts, so that a test's environment is the whole environment."""
        return (init_settings,)

    def clock(self) -> Callable[[], datetime]:
        """The clock everything is timed by: the wall's, or one that starts at SCOPEBOT_NOW and runs on."""
        return wall_clock if self.now is None else clock_from(self.now)

    def secrets(self) -> list[str]:
        """What no log may show."""
        kept = (self.bot_token, self.app_token, self.signing_secret, self.store)
        password = _password(self.store.get_secret_value())
        return [secret for secret in (*(one.get_secret_value() for one in kept), *password) if secret]


def load(env: Mapping[str, str], *, http: bool = False) -> Settings:
    """The settings in `env`, checked for Socket Mode or, with `http`, for HTTP mode.

    Raises SettingsError with one sentence for each mistake. Blank values count as missing. Names that are not
    ours are ignored; SLACK_CLIENT_ID and SLACK_CLIENT_SECRET on purpose: there is no OAuth here to turn on.
    """
    given: dict[str, Any] = {name: env[name].strip() for name, _, _ in described() if env.get(name, "").strip()}
    mistakes = _credential_mistakes(given, http)
    if http:
        given.setdefault("SCOPEBOT_HOST", "0.0.0.0")
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingsError(mistakes + [_sentence(fault, given) for fault in error.errors()]) from None
    if mistakes:
        raise SettingsError(mistakes)
    return settings


def described() -> list[tuple[str, str, str]]:
    """Every setting: its environment name, its default as one would type it ("" for none), and a sentence."""
    return [
        (field.alias or name, _typed(field.default), field.description or "")
        for name, field in Settings.model_fields.items()
    ]


def wall_clock() -> datetime:
    """The moment it is, in UTC."""
    return datetime.now(UTC)


def clock_from(start: datetime, elapsed: Callable[[], float] = time.monotonic) -> Callable[[], datetime]:
    """A clock that shows `start` now and runs on; `elapsed` counts its seconds."""
    origin = elapsed()
    return lambda: start + timedelta(seconds=elapsed() - origin)


def _password(address: str) -> list[str]:
    """The password in an address, as it stands there and as it is meant."""
    try:
        written = urlsplit(address).password or ""
    except ValueError:
        written = ""
    return list(dict.fromkeys([written, unquote(written)]))


def _typed(default: object) -> str:
    if isinstance(default, SecretStr) or default is None:
        return ""
    return f"./{default}" if isinstance(default, Path) else str(default)


def _credential_mistakes(given: Mapping[str, str], http: bool) -> list[str]:
    bot, app = given.get("SLACK_BOT_TOKEN", ""), given.get("SLACK_APP_TOKEN", "")
    if bot.startswith("xapp-") and app.startswith("xoxb-"):
        return [
            "SLACK_BOT_TOKEN and SLACK_APP_TOKEN are swapped: the bot token is the one that begins with "
            "xoxb-, the app token the one that begins with xapp-; exchange the two values."
        ]
    needed = ["SLACK_BOT_TOKEN"] if http else list(TOKEN_PAGES)
    mistakes = [_token_mistake(name, given.get(name, "")) for name in needed]
    if http and "SLACK_SIGNING_SECRET" not in given:
        mistakes.append(
            "SLACK_SIGNING_SECRET is missing; HTTP mode checks every request with it: copy it from the app's "
            "page Basic Information, or leave out --http to use Socket Mode."
        )
    return [mistake for mistake in mistakes if mistake]


def _token_mistake(name: str, value: str) -> str | None:
    prefix, page = TOKEN_PAGES[name]
    if not value:
        return f"{name} is missing; copy the token that begins with {prefix} from the app's page {page}."
    if not re.fullmatch(re.escape(prefix) + r"[\w-]+", value, re.ASCII):
        return (
            f"{name} is not such a token: it must begin with {prefix} and hold only letters, digits and "
            f"hyphens; copy it again from the app's page {page}, without quotation marks."
        )
    return None


# What each kind of value must be, by the name pydantic gives to the mistake.
_WANTED = {
    "int_parsing": "a whole number",
    "float_parsing": "a number",
    "literal_error": "one of {expected}",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number of {ge} or more",
    "less_than_equal": "a number of {le} or less",
    "timezone_aware": "a moment with a time zone, such as 2026-03-05T09:00:00+01:00",
    "finite_number": "a finite number",
}


def _sentence(fault: Any, given: Mapping[str, str]) -> str:
    if fault["type"] in ("address", "store", "period"):
        return str(fault["msg"])
    name = str(fault["loc"][0])
    wanted = _WANTED.get(fault["type"], "a moment such as 2026-03-05T09:00:00+01:00")
    facts = fault.get("ctx", {})
    wanted = wanted.format(
        **facts | {"expected": str(facts.get("expected", "")).replace("'", "").replace(" or ", ", ")}
    )
    return f"{name} is {given[name]!r}, but it must be {wanted}; correct it or remove it."
