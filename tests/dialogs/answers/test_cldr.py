"""What is on file is what CLDR says, and Babel is not needed to read an answer."""

import subprocess
import sys
from importlib import resources

from dialogs.answers.cldr import FILE, cldr
from tests.cldr import words, written

READS = """
import sys
from dialogs.answers.days import days
from dialogs.answers.number_words import currencies, scales, times
days("1 mai 2026"), currencies(), scales(), times()
sys.exit("babel" in sys.modules)
"""


def test_what_is_on_file_is_what_babel_says() -> None:
    on_file = (resources.files("dialogs.answers") / FILE).read_text("utf-8")

    assert on_file == written(), "python -m tests.cldr writes it anew"
    assert cldr() == words()


def test_an_answer_is_read_without_babel() -> None:
    assert subprocess.run([sys.executable, "-c", READS], check=False).returncode == 0
