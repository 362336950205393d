"""The table of moods and outcomes in the article about weather: `python -m tests.weather_table` writes it."""
from __future__ import annotations

import re
from itertools import groupby

from weather.mood import Variant
from weather.moods import MOODS

from .weather_network import ROOT

ARTICLE = ROOT / "Sources" / "EthereumNode" / "EthereumNode.docc" / "Weather.md"
HEAD = "| mood | options | read-contract | submit-proof |\n| --- | --- | --- | --- |\n"


def article_with_table(text: str) -> str:
    """The article with the table of today in place of the one that it has."""
    return re.sub(r"\| mood \|.*?\n(?!\|)", lambda _: table(), text, count=1, flags=re.S)


def table() -> str:
    """A line for the options of a mood that have the same outcome, where the node is the only one."""
    lines = []
    for name, kind in MOODS.items():
        variants = sorted(kind.variants, key=_outcome)
        for outcome, group in groupby(variants, _outcome):
            options = "; ".join(_options(variant) for variant in group)
            lines.append(f"| `{name}` | {options} | {outcome[0]} | {outcome[1]} |\n")
    return HEAD + "".join(lines)


def _outcome(variant: Variant) -> tuple[str, str]:
    failing = "refused" if variant.lasting else "later"
    return "done" if variant.reads else failing, "done" if variant.sends else failing


def _options(variant: Variant) -> str:
    if not variant.options:
        return "none"
    return "`" + " ".join(f"{key}={_value(value)}" for key, value in variant.options.items()).replace("|", "\\|") + "`"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ",".join(map(str, value))
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


if __name__ == "__main__":
    ARTICLE.write_text(article_with_table(ARTICLE.read_text()))
