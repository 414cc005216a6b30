"""What lies parsed beside our YAML is what it holds, and nobody parses at a start."""

import json
import subprocess
import sys
from importlib import resources

import pytest

from dialogs import parsed
from tests.parsed import PACKAGES, files, read, written

UNPARSED = "import ruamel.yaml as r; r.YAML.load = r.YAML.load_all = lambda *_: 1 / 0; "
STARTS = "from dialogs.catalog import shipped; from bot.words.templates import sentences; shipped(); sentences()"


@pytest.mark.parametrize("package", PACKAGES)
def test_what_is_on_file_is_what_the_files_hold(package: str) -> None:
    on_file = (resources.files(package) / parsed.FILE).read_text("utf-8")

    assert on_file == written(package), "python -m tests.parsed writes it anew"


@pytest.mark.parametrize("package", PACKAGES)
def test_json_loses_nothing_of_it(package: str) -> None:
    for file in files(resources.files(package)):
        text = file.read_text("utf-8")
        assert parsed.documents(text, package) == read(text), file.name
        assert json.loads(json.dumps(read(text))) == read(text), file.name


def test_a_text_that_was_changed_is_not_on_file() -> None:
    text = (resources.files("dialogs") / "catalog" / "tracks.yaml").read_text("utf-8")

    assert parsed.documents(text + " ", "dialogs") is None


def test_a_start_parses_no_yaml() -> None:
    subprocess.run([sys.executable, "-c", UNPARSED + STARTS], check=True, timeout=180)
