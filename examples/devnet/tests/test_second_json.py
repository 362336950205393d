"""The product's reading of JSON, held against Python's and jq's: on the corpora of the fuzzer, on mutations of them, and on
texts that readers are known to differ about.

A document that asks for nothing goes through `gen-proof` unchanged, whatever else is in it. So each text is put into one,
and what comes out is compared with what the others read. `SECOND_JSON` says how many mutations there are, and
`SECOND_JSON_SEED` which.

Where they differ on purpose, the product is the strict one:

| text | product | Python | jq |
| --- | --- | --- | --- |
| a key twice in an object | refused | the last counts | the last counts |
| NUL in a key | refused | kept | kept |
| one half of a surrogate pair | refused | kept | U+FFFD |
| more than 64 levels | refused | up to its stack | up to 256 levels, or 10,000 |
| what is not UTF-8 | refused | refused | U+FFFD |
| `NaN`, `Infinity` | refused | taken, unless told otherwise | taken, or null |
| `01`, `+1`, `.5`, `1.`, and other spellings of numbers that are none | refused | refused | taken |
| a number beyond doubles, or of more than 17 digits | kept as it is written | kept here, as text | rounded, before 1.7 |
"""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, Optional

ROOT = Path(__file__).resolve().parents[3]
COMMAND = ROOT / "bin" / "gen-proof"
CORPORA = ROOT / "Tests" / "Fuzzing" / "Corpora"
COUNT = int(os.environ.get("SECOND_JSON", "1500"))
SEED = os.environ.get("SECOND_JSON_SEED", "1")
BEFORE = b'{"schema":"hotshot-state-update/1","action":"none","reason":"up-to-date","x":'
AFTER = b"}"
MAXIMUM_DEPTH = 64
LARGEST = 1.7976931348623157e308  # the largest double

KNOWN = [text.encode() if isinstance(text, str) else text for text in (
    # Numbers, and what are none.
    "0", "-0", "0.0", "1e0", "1E+2", "1e-2", "0e0", "1.5e308", "1e309", "-1e400", "1e-400", "123456789012345678901234567890",
    "18446744073709551615", "9007199254740993", "0.1000000000000000055511151231257827", "01", "-01", "+1", ".5", "1.", "-",
    "1e", "1e+", "0x10", "1_000", "1,5", "--1", "1e1.5", "NaN", "nan", "Infinity", "-Infinity", "1" * 5000, "1e99999999999",
    # Words.
    "true", "false", "null", "True", "nul", "truefalse", "true false", "undefined", "'a'", "a",
    # Texts.
    '""', '"\\u0041"', '"\\u00"', '"\\uD83D\\uDE00"', '"\\ud83d"', '"\\ude00"', '"\\ude00\\ud83d"', '"\\ud83d\\u0041"',
    '"\\u0000"', '"\\x41"', '"\\a"', '"\\/"', '"/"', '"\\"', '"a', '"\t"', '"\\t"', '"\n"', '"\x00"', '"\x1f"', '"\x7f"',
    '"\u2028"', '"\ufeff"', '"\uffff"', '"\U0010ffff"', b'"\xff"', b'"\xc0\x80"', b'"\xed\xa0\x80"', b'"\xf4\x90\x80\x80"',
    b'"\xe2\x82"', b"\xff",
    # Arrays and objects.
    "[]", "[1]", "[1,]", "[,1]", "[1 2]", "[1,,2]", "[", "]", "[1", "[[]", "{}", '{"a":1}', '{"a":1,}', '{"a" 1}', '{"a":}',
    '{a:1}', "{'a':1}", '{1:2}', '{"a":1,"a":2}', '{"a":1,"\\u0061":2}', '{"\\u0000":1}', '{"":1}', '{"":1,"":2}',
    '{"a":{"b":[{"c":null}]}}', "[" * 62 + "]" * 62, "[" * 63 + "]" * 63, "[" * 64 + "]" * 64, "[" * 300 + "]" * 300,
    '{"a":' * 63 + "1" + "}" * 63, '{"a":' * 64 + "1" + "}" * 64,
    # White space, comments, more than one value, a member or a document more.
    " 1 ", "\t1\n", "\r1\r", "\v1", "\f1", "\u00a01", "\ufeff1", "/* */1", "//\n1", "#1", "1;", "1}{", '1,"y":2', '1,"x":2',
    '1,"schema":2', "1} ", '1}\n{"schema":"hotshot-state-update/1","action":"none","reason":"up-to-date"', "", " ", "\x00",
)]


class Number(str):
    """A number as it is written."""


class Reading(NamedTuple):
    """What Python reads, and why a stricter reader would not take it."""

    value: Any
    flaws: frozenset[str]


def python_reading(document: bytes) -> Optional[Reading]:
    """The one value of a document; None if it is no JSON."""
    flaws: set[str] = set()

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({name for name, _ in pairs}) < len(pairs):
            flaws.add("a key twice")
        if any("\0" in name for name, _ in pairs):
            flaws.add("NUL in a key")
        return dict(pairs)

    def constant(text: str) -> Any:
        raise ValueError(text)

    try:
        value = json.loads(document.decode(), object_pairs_hook=members, parse_int=Number, parse_float=Number,
                           parse_constant=constant)
    except RecursionError:
        return Reading(None, frozenset({"too deep"}))
    except ValueError:
        return None
    walk(value, 1, flaws)
    return Reading(value, frozenset(flaws))


def walk(value: Any, depth: int, flaws: set[str]) -> None:
    """Looks for what the product refuses."""
    if isinstance(value, str) and any("\ud800" <= letter <= "\udfff" for letter in value):
        flaws.add("half of a surrogate pair")
    if isinstance(value, (dict, list)):
        if depth > MAXIMUM_DEPTH:
            flaws.add("too deep")
            return
        for name, item in (value.items() if isinstance(value, dict) else enumerate(value)):
            if isinstance(name, str):
                walk(name, depth, flaws)
            walk(item, depth + 1, flaws)


def as_double(value: Any) -> Any:
    """The value with numbers as jq has them."""
    if isinstance(value, Number):
        return min(max(float(value), -LARGEST), LARGEST)
    if isinstance(value, list):
        return [as_double(item) for item in value]
    if isinstance(value, dict):
        return {name: as_double(item) for name, item in value.items()}
    return value


def exact(document: bytes) -> Any:
    """A document that is known to be one, numbers as they are written, the order of members kept."""
    return json.loads(document, parse_int=Number, parse_float=Number, object_pairs_hook=list)


class SecondJSONTests(unittest.TestCase):
    """What one takes and the other does not, and what they read."""

    def setUp(self) -> None:
        if not COMMAND.exists():
            self.skipTest("the commands are not built: run 'make' first")
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.counts: Counter[str] = Counter()

    def product_reading(self, document: bytes) -> Optional[bytes]:
        """What comes out of the command; None if it refuses what it is given."""
        run = subprocess.run(
            [COMMAND, "--log-level", "off"], input=document, capture_output=True, timeout=60, env={"HOME": self.folder.name})
        if run.returncode == 0:
            return run.stdout
        self.assertEqual(run.returncode, 65, (document, run.stderr))
        return None

    def compare(self, texts: list[bytes]) -> list[bytes]:
        """Asserts that product and Python agree, or differ on purpose; the documents that were taken."""
        documents = [BEFORE + text + AFTER for text in texts]
        with ThreadPoolExecutor(4) as pool:
            written = list(pool.map(self.product_reading, documents))
        taken = []
        for document, output in zip(documents, written):
            with self.subTest(document=document):
                reading = python_reading(document)
                if output is not None and output.count(b"\n") > 1:
                    # A second document in the text: Python reads one.
                    self.counts["several documents"] += 1
                    for line, piece in zip(output.splitlines(), document.splitlines()):
                        self.assertEqual(exact(line), exact(piece))
                elif output is not None:
                    self.counts["taken"] += 1
                    self.assertIsNotNone(reading, "Python refuses it")
                    assert reading is not None
                    self.assertEqual(reading.flaws, frozenset())
                    self.assertEqual(exact(output), exact(document))
                    taken.append(document)
                elif reading is not None and self.is_for_nothing(reading.value):
                    self.counts["refused by the product only"] += 1
                    self.assertTrue(reading.flaws, "the product refuses it")
                else:
                    self.counts["refused by both"] += 1
        return taken

    @staticmethod
    def is_for_nothing(value: Any) -> bool:
        """Whether a text has left the document the one that it was put into."""
        return value is None or isinstance(value, dict) and \
            [value.get(name) for name in ("schema", "action", "reason")] == ["hotshot-state-update/1", "none", "up-to-date"]

    def compare_with_jq(self, taken: list[bytes]) -> None:
        """Asserts that jq reads the same, numbers as doubles."""
        jq = shutil.which("jq")
        if jq is None:
            self.skipTest("jq is not installed")
        run = subprocess.run([jq, "-c", "."], input=b"\n".join(taken) + b"\n", capture_output=True, timeout=120)
        lines = run.stdout.splitlines()
        self.assertEqual((run.returncode, len(lines)), (0, len(taken)), run.stderr[:500])
        for document, line in zip(taken, lines):
            reading, second = python_reading(document), python_reading(line)
            assert reading is not None and second is not None
            with self.subTest(document=document):
                self.assertEqual(as_double(second.value), as_double(reading.value))

    def test_texts_that_readers_differ_about(self) -> None:
        self.compare_with_jq(self.compare(KNOWN))
        self.assertGreater(self.counts["taken"], 40, self.counts)
        self.assertGreater(self.counts["refused by the product only"], 8, self.counts)
        self.assertGreater(self.counts["refused by both"], 40, self.counts)

    def test_corpora(self) -> None:
        files = sorted(file for file in CORPORA.glob("*/*") if file.stat().st_size < 1 << 16)
        self.compare_with_jq(self.compare([file.read_bytes() for file in files]))
        self.assertGreater(self.counts["taken"], 100, self.counts)
        self.assertGreater(self.counts["refused by both"], 300, self.counts)

    def test_mutations(self) -> None:
        random = Random(SEED)
        seeds = [text for text in KNOWN if text] + [
            file.read_bytes() for name in ("json", "json-framing", "numbers", "update-document", "relay", "status")
            for file in sorted((CORPORA / name).glob("*")) if 0 < file.stat().st_size < 4096]
        pieces = re.findall(rb'"(?:[^"\\]|\\.)*"|[^\s]', b" ".join(KNOWN))
        texts = []
        for _ in range(COUNT):
            text = bytearray(random.choice(seeds))
            for _ in range(random.choice((1, 1, 2, 4))):
                at = random.randrange(len(text) + 1)
                kind = random.randrange(4)
                if kind == 0:
                    text[at:at + 1] = bytes([random.randrange(256)])
                elif kind == 1:
                    text[at:at + random.choice((1, 2, 8))] = b""
                elif kind == 2:
                    text[at:at] = random.choice(pieces)
                else:
                    other = random.choice(seeds)
                    text[at:at] = other[random.randrange(len(other)):][:random.choice((1, 4, 32))]
            texts.append(bytes(text))
        self.compare_with_jq(self.compare(texts))
        self.assertGreater(self.counts["taken"], COUNT // 10, self.counts)
        self.assertGreater(self.counts["refused by both"], COUNT // 10, self.counts)


if __name__ == "__main__":
    unittest.main()
