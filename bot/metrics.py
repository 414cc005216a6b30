"""What scopebot counts about itself, in a registry of its own, shown at /metrics."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

# Slack takes an acknowledgement for 3 s; the limits below show how far from that we stay.
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 10.0)


class Metrics:
    """The counters of one process; nothing in them names a person, a channel or a word anybody typed."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._slack_calls = Counter(
            "scopebot_slack_calls",
            "Calls of Slack's Web API, by method and by outcome: ok, Slack's error name, or unknown.",
            ["method", "outcome"],
            registry=self.registry,
        )
        self._deliveries = Counter(
            "scopebot_deliveries",
            "What Slack delivered: acknowledged, refused (answered with an error), unanswered, repeated or turned_away "
            "(there was too much at once).",
            ["outcome"],
            registry=self.registry,
        )
        self._reminders = Counter(
            "scopebot_reminders_delivered", "Reminders that reached a person.", registry=self.registry
        )
        self._threads_behind = Gauge(
            "scopebot_threads_behind",
            "Scopings whose thread does not show yet what is on disk.",
            registry=self.registry,
        )
        self._handler_seconds = Histogram(
            "scopebot_handler_seconds",
            "Seconds from a delivery's arrival to its answer; Slack gives up at 3.",
            buckets=_SECONDS,
            registry=self.registry,
        )

    def slack_call(self, method: str, outcome: str) -> None:
        """Counts a call of Slack's Web API."""
        self._slack_calls.labels(method, outcome).inc()

    def delivery(self, outcome: str) -> None:
        """Counts something Slack delivered: "acknowledged", "refused", "unanswered" or "repeated"."""
        self._deliveries.labels(outcome).inc()

    def reminder_delivered(self) -> None:
        """Counts a reminder that reached a person."""
        self._reminders.inc()

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Times what happens inside as the handling of one delivery, however it ends."""
        started = perf_counter()
        try:
            yield
        finally:
            self._handler_seconds.observe(perf_counter() - started)

    def watch_store(self, saves: Callable[[], int], fsyncs: Callable[[], int]) -> None:
        """Shows the store's own counters; they are read when somebody looks. To be called once."""
        self.registry.register(_Read("scopebot_saves", "Documents saved.", saves))
        self.registry.register(_Read("scopebot_fsyncs", "Files and folders forced to disk.", fsyncs))

    def watch_changes(self, saved: Callable[[], int]) -> None:
        """Shows how many of the saves were changes; read when somebody looks. To be called once."""
        explained = "Documents saved because something happened; the others note what Slack shows."
        self.registry.register(_Read("scopebot_changes_saved", explained, saved))

    def watch_threads(self, behind: Callable[[], int]) -> None:
        """Shows how many threads lag their scoping; read when somebody looks."""
        self._threads_behind.set_function(behind)

    def page(self) -> bytes:
        """Everything counted, as text in Prometheus's format (CONTENT_TYPE)."""
        return generate_latest(self.registry)


class _Read(Collector):
    """A counter somebody else keeps."""

    def __init__(self, name: str, explained: str, value: Callable[[], int]) -> None:
        self._name, self._explained, self._value = name, explained, value

    def collect(self) -> Iterator[CounterMetricFamily]:
        yield CounterMetricFamily(self._name, self._explained, value=self._value())
