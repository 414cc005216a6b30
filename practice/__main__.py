"""Runs the practice Slack as a process of its own: `python -m practice`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import orjson

from practice.slack.server import SIGNING_SECRET, Practice


def main() -> None:
    """The command line: `python -m practice --help` says what it takes."""
    asyncio.run(_run(_arguments()))


async def _run(args: argparse.Namespace) -> None:
    """Prints one line of JSON with its address when it is ready, and serves until SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    async with Practice.started(
        manifest=args.manifest,
        deliver_to=args.deliver_to,
        signing_secret=args.signing_secret,
        ack_seconds=args.ack_seconds,
        retry_delays=args.retry_delays,
        port=args.port,
    ) as practice:
        sys.stdout.write(orjson.dumps({"url": practice.url, "port": practice.port}).decode() + "\n")
        sys.stdout.flush()
        await stopped.wait()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m practice", description="A Slack workspace to practise in.")
    parser.add_argument("--port", type=int, default=0, help="the port on 127.0.0.1; 0 takes a free one")
    parser.add_argument("--manifest", type=Path, help="the app's manifest; without it, the usual scopes hold")
    parser.add_argument("--deliver-to", help="the app's addresses, for HTTP instead of Socket Mode")
    parser.add_argument("--signing-secret", default=SIGNING_SECRET)
    parser.add_argument("--ack-seconds", type=float, default=3.0)
    parser.add_argument("--retry-delays", type=_seconds, default=(0.05, 0.3, 1.0), help="seconds, with commas")
    return parser.parse_args()


def _seconds(text: str) -> tuple[float, ...]:
    return tuple(float(each) for each in text.split(","))


if __name__ == "__main__":
    main()
