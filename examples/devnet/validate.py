#!/usr/bin/env python3
"""Checks update documents against their JSON Schema: a stage like the others.

    ... | gen-proof | validate.py | submit-proof       hands on what is valid, unchanged; exits with 65 at what is not
    validate.py --strict < documents                   refuses also what no stage of ours writes

The schema is examples/update-document.schema.json, or where `make install` puts it; see also --schema.
"""
from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import jsonschema

SCHEMA = Path(__file__).resolve().parent.parent / "update-document.schema.json"


def strict(node: Any) -> Any:
    """The schema, its objects closed to members that they do not name."""
    if isinstance(node, list):
        return [strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {name: strict(item) for name, item in node.items()}
    if node.get("type") == "object" and "properties" in node:
        closed["additionalProperties"] = False
    return closed


def validator(schema: dict, is_strict: bool = False) -> jsonschema.Draft202012Validator:
    """Checks documents against the schema, which is checked first."""
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(strict(schema) if is_strict else schema)


def complaint(checker: jsonschema.Draft202012Validator, document: Any) -> str | None:
    """What is wrong with a document and where; None if nothing is."""
    error = jsonschema.exceptions.best_match(checker.iter_errors(document))
    if error is None:
        return None
    message = error.message if len(error.message) <= 200 else error.message[:200] + "…"
    return f"{error.json_path}: {message}"


def main() -> int:
    options = argparse.ArgumentParser(description="Check the update documents on stdin, and hand them on.")
    options.add_argument("--schema", type=Path, default=SCHEMA)
    options.add_argument("--strict", action="store_true", help="refuse members that the schema does not name")
    arguments = options.parse_args()
    checker = validator(json.loads(arguments.schema.read_text()), arguments.strict)
    for number, line in enumerate(sys.stdin, start=1):
        try:
            wrong = complaint(checker, json.loads(line))
        except json.JSONDecodeError as error:
            wrong = str(error)
        if wrong:
            print(f"validate: document {number}: {wrong}", file=sys.stderr)
            return 65
        try:
            sys.stdout.write(line)
            sys.stdout.flush()
        except BrokenPipeError:
            sys.stderr.close()
            return 74
    return 0


if __name__ == "__main__":
    sys.exit(main())
