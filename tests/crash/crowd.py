"""The practice Slack with as many more people in it as wanted, as a process of its own: python -m tests.crash.crowd."""

import argparse
import asyncio
import json
import signal
import sys

from practice.slack.server import Practice
from practice.slack.workspace import Channel, Member, slack_id
from tests.crash.bots import MANIFEST


def name_of(number: int) -> str:
    return f"Pat{number}"


def place_of(number: int) -> str:
    """Twenty people share a channel."""
    return f"place{number // 20}"


def main() -> None:
    """Prints one line of JSON with its address when it is ready, and serves until SIGTERM."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=0)
    parser.add_argument("--deliver-to")
    asyncio.run(_run(parser.parse_args()))


async def _run(args: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    async with Practice.started(
        MANIFEST, deliver_to=args.deliver_to, retry_delays=(0.2, 0.5, 1, 2, 4), ack_seconds=10
    ) as practice:
        workspace = practice.workspace
        for number in range(args.people):
            name, place = name_of(number), place_of(number)
            member = Member(slack_id("U", name), name.lower(), name, tz="UTC")
            workspace.members[member.id] = member
            there = Channel(slack_id("C", place), place, [workspace.bot.id, slack_id("U", "Ivo")])
            workspace.channels.setdefault(there.id, there).members.append(member.id)
        sys.stdout.write(json.dumps({"url": practice.url}) + "\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    main()
