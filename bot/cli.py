"""The command line: run, rehearse, demo, export, doctor, diagram, catalog."""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(
    help="Asks what a careful IT director asks before machine learning gets money.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Cases = Annotated[list[Path], typer.Argument(help="One or more cases, for example examples/online-shop.yaml.")]


@app.command()
def run(
    http: Annotated[bool, typer.Option("--http", help="Receive over HTTP instead of Socket Mode.")] = False,
    port: Annotated[int | None, typer.Option(help="The port of /healthz, /metrics and, with --http, Slack.")] = None,
) -> None:
    """Runs the bot until it is told to stop."""
    from bot import running

    _exit(running.run(dict(os.environ), http=http, port=port))


@app.command()
def rehearse(
    cases: Cases,
    http: Annotated[bool, typer.Option("--http", help="Over HTTP instead of Socket Mode.")] = False,
    twice: Annotated[bool, typer.Option("--twice", help="Deliver every payload twice.")] = False,
    out: Annotated[Path, typer.Option(help="The folder the reports are left in.")] = Path("rehearsals"),
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only where the reports are.")] = False,
    transcript: Annotated[
        Path | None, typer.Option(help="Write the conversation to this Markdown file as well.")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(help="Draw the thread as .html, or as .png where chromium is installed.")
    ] = None,
) -> None:
    """Plays a whole team through the real bot, against a stand-in for Slack, in this terminal."""
    from bot.practice import rehearsal

    code = rehearsal.rehearse(
        cases, out=out, http=http, twice=twice, quiet=quiet, transcript=transcript, picture=picture
    )
    _exit(code)


@app.command()
def demo() -> None:
    """The first example, rehearsed in this terminal."""
    from bot.packaged import packaged
    from bot.practice import rehearsal

    _exit(rehearsal.rehearse([packaged("examples/online-shop.yaml")], out=Path("rehearsals")))


@app.command()
def export(
    scoping: Annotated[str, typer.Argument(help="The scoping's id, as /scope list does not show it: see --list.")] = "",
    which: Annotated[str, typer.Option("--format", help="md or json.")] = "md",
    everything: Annotated[bool, typer.Option("--list", help="List the scopings there are.")] = False,
) -> None:
    """Writes a scoping's report or its whole record to standard output. The bot need not be stopped."""
    from bot import exporting

    _exit(exporting.export(dict(os.environ), scoping, which, everything=everything))


@app.command()
def doctor(
    http: Annotated[bool, typer.Option("--http", help="Check what HTTP mode needs.")] = False,
    dm: Annotated[str | None, typer.Option(help="The id of a person to send one test message to.")] = None,
) -> None:
    """Looks at everything that can be wrong with an installation, and says what to do."""
    from bot import doctor as practice

    findings = asyncio.run(practice.examine(dict(os.environ), check_catalogue=_read_catalog, http=http, dm=dm))
    typer.echo(practice.render(findings))
    _exit(0 if all(finding.ok for finding in findings) else 1)


@app.command()
def diagram() -> None:
    """The lifecycle of a scoping, as a Mermaid diagram."""
    from dialogs.lifecycle import diagram as drawn

    typer.echo(drawn(), nl=False)


@app.command()
def catalog(
    coverage: Annotated[bool, typer.Option("--coverage", help="Where each id of the curriculum has its home.")] = False,
) -> None:
    """Checks the catalog of questions, and lists it."""
    from dialogs.catalog import CatalogError, shipped

    try:
        found = shipped()
    except CatalogError as error:
        sys.exit(str(error))
    rows: Any = found.sources.items() if coverage else ((q.id, (q.ask,)) for q in found.questions.values())
    for id, said in rows:
        typer.echo(f"{id:16} {', '.join(said)}")


def _read_catalog() -> None:
    """Raises CatalogError where the questions cannot be read."""
    from dialogs.catalog import shipped

    shipped()


def _exit(code: int) -> None:
    raise typer.Exit(code)
