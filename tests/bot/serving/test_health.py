"""/healthz says whether deliveries can arrive; /metrics shows what was counted."""

import aiohttp
import pytest

from bot.serving.health import Health, health_site


@pytest.fixture
def trouble():
    return []


@pytest.fixture
def health(metrics, trouble):
    return Health("socket", metrics, lambda: trouble[0] if trouble else None)


@pytest.fixture
async def look(health):
    site = health_site(health, "127.0.0.1", 0)
    await site.start()

    async def page(path):
        url = f"http://127.0.0.1:{site.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.text(), answer.headers["Content-Type"]

    yield page
    await site.stop()


async def test_it_is_well_with_connections_up(look, health):
    health.serving, health.connections = True, lambda: 2

    status, text, _ = await look("/healthz")

    assert status == 200
    assert text == '{"status": "ok", "mode": "socket", "connections": 2}'


async def test_it_is_not_well_before_the_start(look):
    status, text, _ = await look("/healthz")

    assert status == 503
    assert "starting or stopping" in text


async def test_it_is_not_well_without_a_connection(look, health):
    health.serving = True

    status, text, _ = await look("/healthz")

    assert status == 503
    assert "No connection to Slack is up" in text


async def test_trouble_elsewhere_is_said(look, health, trouble):
    health.serving, health.connections = True, lambda: 2
    trouble.append("The disk is full.")

    status, text, _ = await look("/healthz")

    assert status == 503
    assert "The disk is full." in text


async def test_http_mode_needs_no_connection(metrics):
    health = Health("http", metrics)
    health.serving = True

    assert health.wrong() is None


async def test_metrics_are_shown_with_explained_names(look, metrics):
    metrics.slack_call("chat.postMessage", "ok")
    metrics.delivery("repeated")
    metrics.reminder_delivered()
    metrics.watch_store(saves=lambda: 3, fsyncs=lambda: 6)
    metrics.watch_changes(lambda: 2)
    metrics.watch_threads(lambda: 4)

    status, text, kind = await look("/metrics")

    assert status == 200
    assert kind.startswith("text/plain")
    for line in (
        'scopebot_slack_calls_total{method="chat.postMessage",outcome="ok"} 1.0',
        'scopebot_deliveries_total{outcome="repeated"} 1.0',
        "scopebot_reminders_delivered_total 1.0",
        "scopebot_saves_total 3.0",
        "scopebot_fsyncs_total 6.0",
        "scopebot_changes_saved_total 2.0",
        "scopebot_threads_behind 4.0",
        "# HELP scopebot_handler_seconds",
    ):
        assert line in text


async def test_there_is_nothing_else(look):
    assert (await look("/"))[0] == 404
