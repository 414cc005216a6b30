"""The newer Pythons that pyproject.toml names: the same source, on those of them that this machine has.

SCOPEBOT_TEST_PYTHONS may name more, by path, parted as PATH is: an environment with the dependencies also rehearses.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLASSIFIER = "Programming Language :: Python :: "
EXAMPLE = ROOT / "examples" / "contract-review-poc.yaml"


def supported() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found = [line.removeprefix(CLASSIFIER) for line in project["classifiers"] if line.startswith(CLASSIFIER)]
    return [version for version in found if "." in version]


OTHERS = [version for version in supported() if version != f"{sys.version_info.major}.{sys.version_info.minor}"]


@cache
def pythons(version: str) -> list[str]:
    """Those that run: the launcher of a version manager may be there without what it launches."""
    named = [path for path in os.environ.get("SCOPEBOT_TEST_PYTHONS", "").split(os.pathsep) if path]
    on_path = shutil.which(f"python{version}")
    return [path for path in (*named, on_path) if path and says(path, VERSION) == version]


VERSION = "import sys; print(f'{sys.version_info.major}.{sys.version_info.minor}')"
DEPENDENCIES = "import aiohttp, numpy, orjson, slack_bolt, tinydb, transitions, typer; print('all')"


def says(python: str, program: str) -> str:
    ended = subprocess.run([python, "-c", program], capture_output=True, text=True, timeout=180, check=False)
    return ended.stdout.strip() if ended.returncode == 0 else ""


def test_this_python_is_one_of_those_named() -> None:
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in supported()


@pytest.mark.elsewhere
@pytest.mark.parametrize("version", OTHERS)
def test_every_module_compiles_without_a_warning(version: str, tmp_path: Path) -> None:
    if not pythons(version):
        pytest.skip(f"this machine has no Python {version}")
    command = [
        pythons(version)[0],
        "-W",
        "error",
        "-m",
        "compileall",
        "-q",
        "-f",
        "bot",
        "dialogs",
        "practice",
        "tests",
    ]
    beside = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    ended = subprocess.run(command, cwd=ROOT, env=beside, capture_output=True, text=True, timeout=120, check=False)

    assert (ended.returncode, ended.stdout) == (0, "")


@pytest.mark.elsewhere
@pytest.mark.process
@pytest.mark.parametrize("version", OTHERS)
def test_a_rehearsal_goes_as_written(version: str, tmp_path: Path) -> None:
    able = [python for python in pythons(version) if says(python, DEPENDENCIES) == "all"]
    if not able:
        pytest.skip(f"this machine has no Python {version} with what scopebot depends on")
    command = [able[0], "-W", "error::SyntaxWarning", "-m", "bot", "rehearse", str(EXAMPLE)]
    beside = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"), "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=tmp_path, env=beside, capture_output=True, text=True, timeout=120, check=False)

    assert ended.returncode == 0, ended.stderr
    assert "It went as written" in ended.stdout
