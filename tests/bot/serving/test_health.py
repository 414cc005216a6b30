"""/healthz says yes or no to anybody; why, and what was counted, stands on a port of its own."""

from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.serving import PortTaken
from bot.serving.health import Health, health_site, inner_site


@pytest.fixture
def trouble():
    return []


@pytest.fixture
def health(metrics, trouble):
    return Health("socket", metrics, lambda: trouble[0] if trouble else None)


@asynccontextmanager
async def looking_at(site):
    await site.start()

    async def page(path):
        url = f"http://127.0.0.1:{site.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.text(), answer.headers["Content-Type"]

    yield page
    await site.stop()


@pytest.fixture
async def look(health):
    async with looking_at(health_site(health, "127.0.0.1", 0)) as page:
        yield page


@pytest.fixture
async def look_inside(health):
    async with looking_at(inner_site(health, "127.0.0.1", 0)) as page:
        yield page


async def test_it_is_well_with_connections_up(look, look_inside, health):
    health.serving, health.connections = True, lambda: 2

    assert (await look("/healthz"))[:2] == (200, '{"ok": true}')
    assert (await look_inside("/readyz"))[:2] == (200, '{"ok": true, "mode": "socket", "connections": 2}')


async def test_it_is_not_well_before_the_start(look, look_inside):
    assert (await look("/healthz"))[:2] == (503, '{"ok": false}')
    assert "starting or stopping" in (await look_inside("/readyz"))[1]


async def test_it_is_not_well_without_a_connection(look, look_inside, health):
    health.serving = True

    assert (await look("/healthz"))[:2] == (503, '{"ok": false}')
    assert "No connection to Slack is up" in (await look_inside("/readyz"))[1]


async def test_what_is_wrong_elsewhere_is_nobodys_outside(look, look_inside, health, trouble):
    health.serving, health.connections = True, lambda: 2
    trouble.append("/var/lib/scopebot/V0.json could not be saved: the disk is full.")

    assert (await look("/healthz"))[:2] == (503, '{"ok": false}')
    assert trouble[0] in (await look_inside("/readyz"))[1]


async def test_a_taken_port_names_its_own_setting(health):
    async with looking_at(site := inner_site(health, "127.0.0.1", 0)):
        with pytest.raises(PortTaken, match="set SCOPEBOT_METRICS_PORT"):
            await inner_site(health, "127.0.0.1", site.port).start()


async def test_http_mode_needs_no_connection(metrics):
    health = Health("http", metrics)
    health.serving = True

    assert health.wrong() is None


async def test_metrics_are_shown_with_explained_names(look_inside, metrics):
    metrics.slack_call("chat.postMessage", "ok")
    metrics.delivery("repeated")
    metrics.reminder_delivered()
    metrics.watch_store(saves=lambda: 3, fsyncs=lambda: 6)
    metrics.watch_changes(lambda: 2)
    metrics.watch_threads(lambda: 4)

    status, text, kind = await look_inside("/metrics")

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


async def test_there_is_nothing_else(look, look_inside):
    assert [(await look(path))[0] for path in ("/", "/metrics", "/readyz")] == [404, 404, 404]
    assert [(await look_inside(path))[0] for path in ("/", "/slack/events")] == [404, 404]
