"""Verifying keys as files, and as the words the contracts are deployed with.

Two forms are read. The one that ``prepare-keys --print-vk`` prints::

    {"domain_size": n, "num_inputs": l, "sigma_comms": [{"x", "y"}, … 5], "selector_comms": [… 13],
     "beta_h": {"x": {"c0", "c1"}, "y": {…}}, "solidity_g2LSB": "0x…", "solidity_g2MSB": "0x…"}

with the selectors q_lc 1…4, q_mul 1…2, q_hash 1…4, q_o, q_c, q_ecc, as the transcript has them. And the 40 words of the
contract's ``_getVk()``, as a JSON string or bare text in hexadecimal, or as an object with ``domain_size``,
``num_inputs`` and the points by their Solidity names: ``{"points": {"sigma0": {"x", "y"}, …}, "g2LSB", "g2MSB"}``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import bn254
from .abi import decode

MAX_FILE_SIZE = 1 << 20

SOLIDITY_POINTS = (
    "sigma0", "sigma1", "sigma2", "sigma3", "sigma4", "q1", "q2", "q3", "q4", "qM12", "qM34",
    "qO", "qC", "qH1", "qH2", "qH3", "qH4", "qEcc",
)
TRANSCRIPT_SELECTORS = (
    "q1", "q2", "q3", "q4", "qM12", "qM34", "qH1", "qH2", "qH3", "qH4", "qO", "qC", "qEcc",
)


class KeyFileError(ValueError):
    """A file that holds no verifying key."""


@dataclass(frozen=True)
class VerifyingKey:
    """A verifying key: the words of ``_getVk()``, and [β]_2 as the pairing precompile takes it."""

    words: tuple[int, ...]  # 40, Solidity order
    beta_h: tuple[int, int, int, int]  # x.c1, x.c0, y.c1, y.c0

    @property
    def domain_size(self) -> int:
        """The number of rows, a power of two."""
        return self.words[0]

    @property
    def input_count(self) -> int:
        """The number of public inputs: 7, 11 or 5."""
        return self.words[1]


def integer(value: Any, what: str, limit: int = 2**256) -> int:
    """A JSON number, or a string in decimal or after 0x in hexadecimal; below ``limit``."""
    if isinstance(value, str):
        text = value.lower()
        digits = text[2:] if text.startswith("0x") else text
        base = 16 if text.startswith("0x") else 10
        if not digits or len(digits) > 80 or any(c not in "0123456789abcdef"[:base] for c in digits):
            raise KeyFileError(f"{what}: not a number")
        value = int(digits, base)
    if isinstance(value, bool) or not isinstance(value, int):
        raise KeyFileError(f"{what}: not a number")
    if not 0 <= value < limit:
        raise KeyFileError(f"{what}: out of range")
    return value


def member(document: Any, name: str) -> Any:
    """A member of a JSON object. Raises ``KeyFileError`` when there is none."""
    if not isinstance(document, dict) or name not in document:
        raise KeyFileError(f"no {name}")
    return document[name]


def read_verifying_key(path: Path) -> VerifyingKey:
    """The verifying key in a file. Raises ``KeyFileError`` and ``OSError``."""
    with path.open("rb") as file:
        content = file.read(MAX_FILE_SIZE + 1)
    if len(content) > MAX_FILE_SIZE:
        raise KeyFileError("too large for a verifying key")
    text = content.decode("utf-8", "replace").strip()
    if text.startswith(("{", '"')):
        try:
            return parse_verifying_key(json.loads(text))
        except json.JSONDecodeError as error:
            raise KeyFileError(f"not JSON: {error}") from None
    return parse_verifying_key("".join(text.split()))


def parse_verifying_key(document: Any) -> VerifyingKey:
    """The verifying key of a parsed document, in either form. Raises ``KeyFileError``."""
    if isinstance(document, str):
        return _from_words(document)
    size = integer(member(document, "domain_size"), "domain_size", 2**64)
    count = integer(member(document, "num_inputs"), "num_inputs", 2**64)
    if "points" in document:
        points = {name: _point(member(document["points"], name), name) for name in SOLIDITY_POINTS}
        halves = (document.get("g2LSB"), document.get("g2MSB"))
    else:
        points = _arrays(document)
        halves = (document.get("solidity_g2LSB"), document.get("solidity_g2MSB"))
    beta_h = _beta_h(document, halves)
    return _key(size, count, points, beta_h)


def _key(size: int, count: int, points: dict[str, bn254.Point], beta_h: bn254.Point2) -> VerifyingKey:
    coordinates = [coordinate for name in SOLIDITY_POINTS for coordinate in points[name]]
    (x0, x1), (y0, y1) = beta_h
    return VerifyingKey((size, count, *coordinates, *bn254.compress(beta_h)), (x1, x0, y1, y0))


def _arrays(document: dict[str, Any]) -> dict[str, bn254.Point]:
    points = {}
    names = {"sigma_comms": SOLIDITY_POINTS[:5], "selector_comms": TRANSCRIPT_SELECTORS}
    for name, members in names.items():
        values = member(document, name)
        if not isinstance(values, list) or len(values) != len(members):
            raise KeyFileError(f"{name}: not {len(members)} points")
        points |= {key: _point(value, f"{name} {key}") for key, value in zip(members, values)}
    return points


def _point(value: Any, what: str) -> bn254.Point:
    if isinstance(value, dict) and value.get("infinity") is True:
        return (0, 0)
    point = (integer(member(value, "x"), what), integer(member(value, "y"), what))
    if not bn254.is_on_curve(point):
        raise KeyFileError(f"{what}: not on the curve")
    return point


def _beta_h(document: dict[str, Any], halves: tuple[Any, Any]) -> bn254.Point2:
    if "beta_h" in document:
        x, y = ([integer(member(member(document["beta_h"], axis), part), "beta_h") for part in ("c0", "c1")]
                for axis in ("x", "y"))
        point = ((x[0], x[1]), (y[0], y[1]))
        if not bn254.is_on_twist(point):
            raise KeyFileError("beta_h: not on the curve")
        given = tuple(integer(half, "g2LSB, g2MSB") for half in halves if half is not None)
        if given and given != bn254.compress(point):
            raise KeyFileError("g2LSB, g2MSB: not those of beta_h")
        return point
    return _decompressed(integer(halves[0], "g2LSB"), integer(halves[1], "g2MSB"))


def _decompressed(low: int, high: int) -> bn254.Point2:
    try:
        return bn254.decompress((low, high))
    except ValueError as error:
        raise KeyFileError(f"g2LSB, g2MSB: {error}") from None


def _from_words(text: str) -> VerifyingKey:
    try:
        words = decode(bytes.fromhex(text.removeprefix("0x")))
    except ValueError:
        raise KeyFileError("not hexadecimal words") from None
    if len(words) != 40:
        raise KeyFileError(f"{len(words)} words, not 40")
    if max(words[:2]) >= 2**64:
        raise KeyFileError("domain size or number of inputs out of range")
    points = {}
    for index, name in enumerate(SOLIDITY_POINTS):
        points[name] = (words[2 + 2 * index], words[3 + 2 * index])
        if not bn254.is_on_curve(points[name]):
            raise KeyFileError(f"{name}: not on the curve")
    return _key(words[0], words[1], points, _decompressed(words[38], words[39]))
