"""The command line: run, rehearse, demo, export, audit, doctor, diagram, catalog, counsel, and all that a store needs.

That is backup, restore, forget, migrate and move-store.
"""

import asyncio
import os
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

LOCAL = "127.0.0.1"
HIGHEST_PORT = 65535
Cases = Annotated[
    list[Path], typer.Argument(help="Cases, for example examples/online-shop.yaml; of a folder, all that are in it.")
]


def _port(typed: str | int) -> int:
    """A port as somebody types it, or as it stands where nobody does. Raises BadParameter."""
    port = str(typed)
    if not (port.isdecimal() and int(port) <= HIGHEST_PORT):
        raise typer.BadParameter(f"{port} is no port. Give a number from 1024 to {HIGHEST_PORT}, or 0 for a free one.")
    return int(port)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"scopebot {version('scopebot')}")
        raise typer.Exit


@app.callback()
def scopebot(
    which: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version, and nothing else.")
    ] = False,
) -> None:
    """Asks what a careful IT director asks before machine learning gets money."""


@app.command()
def run(
    http: Annotated[bool, typer.Option("--http", help="Receive over HTTP instead of Socket Mode.")] = False,
    port: Annotated[
        int | None,
        typer.Option(parser=_port, metavar="PORT", help="The port of /healthz and, with --http, Slack."),
    ] = None,
) -> None:
    """Runs the bot until it is told to stop."""
    from bot.commands import run as running

    _exit(running.run(dict(os.environ), http=http, port=port))


@app.command()
def rehearse(
    cases: Cases,
    http: Annotated[bool, typer.Option("--http", help="Over HTTP instead of Socket Mode.")] = False,
    twice: Annotated[bool, typer.Option("--twice", help="Deliver every payload twice.")] = False,
    out: Annotated[Path, typer.Option(help="The folder the reports are left in.")] = Path("rehearsals"),
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only how it ended.")] = False,
    transcript: Annotated[
        Path | None, typer.Option(help="Write the conversation to this Markdown file as well.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="Draw the thread as .html, or as .png where chromium is installed.")
    ] = None,
) -> None:
    """Plays a whole team through the real bot, against a stand-in for Slack, in this terminal."""
    from practice.rehearsal import rehearse as rehearsing

    code = rehearsing.rehearse(
        cases, out=out, http=http, twice=twice, quiet=quiet, transcript=transcript, picture=picture
    )
    _exit(code)


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(parser=_port, metavar="PORT", help="The port of the page; 0 takes a free one.")
    ] = 8484,
    host: Annotated[
        str, typer.Option(help="The interface to listen on; any but this machine's needs --token.")
    ] = LOCAL,
    token: Annotated[str, typer.Option(help="What the page asks for where others can reach it.")] = "",
    fresh: Annotated[bool, typer.Option("--fresh", help="Empty the folder first.")] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in a tab.")] = True,
    data: Annotated[Path, typer.Option(help="The folder the practice workspace is kept in.")] = Path("demo"),
) -> None:
    """The practice workspace: the whole bot in a browser tab, with a small Slack of its own."""
    from practice.demo import demo as practice

    options = practice.Options(port=port, host=host, token=token or None, fresh=fresh, browser=browser, data=data)
    _exit(practice.demo(options))


@app.command()
def export(
    scoping: Annotated[str, typer.Argument(help="The scoping's id: /scope list and --list show it.")] = "",
    which: Annotated[str, typer.Option("--format", help="md, html, json, or record (its whole file).")] = "md",
    out: Annotated[Path | None, typer.Option(help="The file to write instead of standard output.")] = None,
    everything: Annotated[bool, typer.Option("--list", help="List the scopings there are.")] = False,
) -> None:
    """Writes a scoping's report, or its whole record. The bot need not be stopped."""
    from bot.commands import export as exporting

    _exit(exporting.export(dict(os.environ), scoping, which, out=out, everything=everything))


@app.command()
def audit(
    scoping: Annotated[str, typer.Option(metavar="ID", help="Of one scoping alone.")] = "",
    since: Annotated[str, typer.Option(metavar="DAY", help="From this day on, in UTC: 2026-03-04.")] = "",
    which: Annotated[str, typer.Option("--format", help="table, or json (an object a line).")] = "table",
    check: Annotated[bool, typer.Option("--check", help="Only look whether a line was changed or taken out.")] = False,
) -> None:
    """Who opened, changed, decided, exported, forgot or restored what. The bot need not be stopped."""
    from bot.commands import audit as auditing

    _exit(auditing.audit(dict(os.environ), scoping, since, which, checking=check))


@app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; one in SCOPEBOT_DATA/backups, unless named.")
    ] = None,
) -> None:
    """Writes all that is kept into one file. The bot need not be stopped."""
    from bot.commands import backup as backing_up

    _exit(backing_up.backup(dict(os.environ), file))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    check: Annotated[bool, typer.Option("--check", help="Only look whether it is whole.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take the place of what is there, which is backed up first.")
    ] = False,
) -> None:
    """Puts a backup back, whole or not at all. The bot has to be stopped."""
    from bot.commands import backup as backing_up

    _exit(backing_up.restore(dict(os.environ), file, check=check, replace=replace))


@app.command()
def migrate() -> None:
    """Makes the tables of a database, or brings them up to date. Scopebots that run meanwhile go on."""
    from bot.commands import database

    _exit(database.migrate(dict(os.environ)))


@app.command("move-store")
def move_store(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A folder, or a postgresql:// address.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The other, in which nothing is kept yet.")],
) -> None:
    """Moves all that is kept from a folder into a database, or back. The bot has to be stopped."""
    from bot.commands import database

    _exit(database.move_store(source, target))


@app.command()
def forget(
    person: Annotated[str, typer.Argument(help="The id of the person in Slack: U….")],
    name: Annotated[
        list[str] | None,
        typer.Option(help="A further name of theirs, such as their handle; once for each."),
    ] = None,
    team: Annotated[str, typer.Option(help="Only in the scopings of this workspace: T….")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say in which scopings how many places would change.")
    ] = False,
    even_common: Annotated[
        bool, typer.Option("--even-common", help="Take a name that may be anybody's word for theirs, too.")
    ] = False,
) -> None:
    """Takes a person out of all that is kept. The bot has to be stopped."""
    from bot.commands import forget as forgetting

    code = forgetting.run(dict(os.environ), person, names=name or (), team=team, even_common=even_common, dry=dry_run)
    _exit(code)


@app.command()
def doctor(
    http: Annotated[bool, typer.Option("--http", help="Check what HTTP mode needs.")] = False,
    dm: Annotated[str | None, typer.Option(help="The id of a person to send one test message to.")] = None,
) -> None:
    """Looks at everything that can be wrong with an installation, and says what to do."""
    from bot.commands import doctor as practice

    findings = asyncio.run(practice.examine(dict(os.environ), check_catalogue=_read_catalog, http=http, dm=dm))
    typer.echo(practice.render(findings))
    _exit(0 if all(finding.ok for finding in findings) else 1)


@app.command()
def diagram(
    track: Annotated[str, typer.Option(help="The track to draw: director or full.")] = "director",
) -> None:
    """The lifecycle of a scoping, as a Mermaid diagram."""
    from dialogs.catalog import shipped
    from dialogs.flow.diagram import diagram as drawn

    if track not in shipped().tracks:
        sys.exit(f"There is no track {track!r}; choose one of {', '.join(shipped().tracks)}.")
    typer.echo(drawn(track), nl=False)


@app.command()
def catalog(
    folder: Annotated[Path | None, typer.Argument(help="A folder of your own; SCOPEBOT_CATALOG, unless named.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Only look whether anything is wrong.")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="Where each id of the curriculum has its home.")] = False,
    document: Annotated[bool, typer.Option("--document", help="Every question, as a page of Markdown.")] = False,
    judgements: Annotated[bool, typer.Option("--judgements", help="Every rule that objects, as another page.")] = False,
) -> None:
    """Checks the catalogue of questions, ours or your own, and lists it."""
    from bot.commands import catalog as cataloguing

    views = {"check": check, "coverage": coverage, "document": document, "judgements": judgements, "list": True}
    wanted = next(name for name, is_wanted in views.items() if is_wanted)
    _exit(cataloguing.catalog(dict(os.environ), wanted, folder))


@app.command()
def counsel(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder of mini-projects, or one of them: examples/counsel.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print what is objected, in its words.")] = False,
) -> None:
    """Plays mini-projects, and prints what is objected to them; with none, how objections were taken."""
    if folder is None:
        from bot.commands import counsel as counselled

        _exit(counselled.in_use(dict(os.environ)))
        return
    from practice.counsel import counsel as counselling

    _exit(counselling.counsel(folder, explain=explain))


def _read_catalog() -> None:
    """Raises CatalogError where the questions cannot be read."""
    from bot.commands import catalog as cataloguing

    cataloguing.chosen(dict(os.environ))


def _exit(code: int) -> None:
    raise typer.Exit(code)
