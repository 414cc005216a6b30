"""How deliveries reach the app: Socket Mode or HTTP, and the health page beside either.

ServingError             start-up cannot go on; str() is the sentence for the operator
├── TokenRefused    Slack answered, and does not accept the token
├── SlackAway       Slack did not answer, or not as Slack does
└── PortTaken       the address cannot be listened on
"""


class ServingError(Exception):
    """Serving cannot start; its text says why and what to do next."""


class TokenRefused(ServingError):
    """Slack refused a token; `error` is the name Slack gave."""

    def __init__(self, name: str, error: str, todo: str) -> None:
        super().__init__(f"Slack refused {name} ({error}); {todo}")
        self.error = error


class SlackAway(ServingError):
    """Slack could not be asked; nothing is known about the tokens."""

    def __init__(self, api_url: str, reason: str) -> None:
        super().__init__(f"Slack did not answer at {api_url} ({reason}); check this machine's network and start again.")


class PortTaken(ServingError):
    """The address cannot be listened on."""
