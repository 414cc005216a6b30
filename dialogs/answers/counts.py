"""Numbers that are words (English): those that count, and the parts of one."""

_COUNTS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_COUNTS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TEN_NAMES = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = dict(zip(_TEN_NAMES, range(20, 100, 10), strict=True))
NUMBERS = {word: str(number) for number, word in enumerate(_COUNTS)}
NUMBERS |= {ten: str(number) for ten, number in _TENS.items()}
NUMBERS |= {f"{ten}-{_COUNTS[one]}": str(number + one) for ten, number in _TENS.items() for one in range(1, 10)}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9}
PARTS |= {"tenth": 10, "twentieth": 20, "hundredth": 100, "thousandth": 1000}
_GERMAN = "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf halb halbe halben hälfte drittel viertel"
_OTHERS = frozenset(
    f"{_GERMAN} dos tres cuatro cinco diez mitad deux trois quatre cinq dix moitié metà due tre".split()
)
NUMBER_WORDS = frozenset(NUMBERS) | {f"{part}{s}" for part in PARTS for s in ("", "s")} | _OTHERS | {"halves", "couple"}
"""Every such word, and the commonest of other languages."""
