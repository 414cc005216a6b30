"""The stand-in for Slack as a rehearsal has it: the practice workspace, with more colleagues for larger teams."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

import orjson

from practice.slack.server import Practice
from practice.slack.workspace import Member, Workspace, slack_id

COLLEAGUES = {"Lea": "leads the account managers", "Kim": "works council"}
PLACE = "shop"
"""The channel that takes a case's name."""


def peopled(workspace: Workspace) -> Workspace:
    """The workspace, with the colleagues in it and in the channel of the case."""
    for name, title in COLLEAGUES.items():
        member = Member(slack_id("U", name), name.lower(), name, title)
        workspace.members.setdefault(member.id, member)
        place = workspace.channel(PLACE)
        place.members = list(dict.fromkeys([*place.members, member.id]))
    return workspace


PATIENT = 10.0
"""Seconds it waits for an acknowledgement: a rehearsal is about what is said, also on a machine that does more."""


def main() -> None:
    """`python -m practice.rehearsal.slack`: the stand-in as a process of its own, with the colleagues."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--manifest", type=Path)
    parser.add_argument("--deliver-to")
    asyncio.run(_run(parser.parse_args()))


async def _run(args: argparse.Namespace) -> None:
    """Prints one line of JSON with its address when it is ready, and serves until SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(each, stopped.set)
    async with Practice.started(args.manifest, args.deliver_to, ack_seconds=PATIENT) as practice:
        peopled(practice.workspace)
        sys.stdout.write(orjson.dumps({"url": practice.url}).decode() + "\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    main()
