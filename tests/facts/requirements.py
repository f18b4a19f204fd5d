"""Holds tests/facts/requirements.txt against Python's own reader of requirements. Exit 77: not installed."""
import pathlib
import sys

try:
    from packaging.requirements import InvalidRequirement, Requirement
except ImportError:
    print("python3-packaging is not installed")
    sys.exit(77)


def is_read(text):
    try:
        Requirement(text)
    except InvalidRequirement:
        return "no"
    return "yes"


table = pathlib.Path(__file__).with_name("requirements.txt").read_text(encoding="utf-8")
rows = [line.split(" ", 1) for line in table.splitlines() if not line.startswith("#")]
wrong = [f"{text}: the table says {verdict}" for verdict, text in rows if is_read(text) != verdict]
print("\n".join(wrong) or f"{len(rows)} requirements agree")
sys.exit(1 if wrong or len(rows) < 60 else 0)
