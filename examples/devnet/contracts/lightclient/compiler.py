"""Compiling the contracts, with a cache so that it happens once.

The variables of the light client stand where ``storage_layout.json`` says, the same slots in every version: version 2
adds those of ``epochs``, version 3 two more. The compiler checks the file against the sources.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parent.parent / "sources"
EVM_VERSION = "cancun"
MAX_CODE_SIZE = 24_576  # bytes, EIP-170
MAX_INIT_CODE_SIZE = 49_152  # bytes, EIP-3860

_MODULES = {1: ("upgradeable", "light_client"), 2: ("upgradeable", "light_client", "epochs")}


class CompileError(RuntimeError):
    """The compiler refused a contract, or is not installed."""


class Compiler:
    """Compiles contracts by name. With a cache directory, an unchanged source is compiled only once."""

    def __init__(self, cache: Path | None = None, sources: Path = SOURCES) -> None:
        self._cache = cache
        self._sources = sources
        self._compiled: dict[str, bytes] = {}

    def creation_code(self, name: str) -> bytes:
        """The code that creates the contract ``name``, to be followed by its constructor's arguments.

        Raises ``CompileError`` and ``OSError``.
        """
        if name not in self._compiled:
            self._compiled[name] = self._cached(name) or self._compile(name)
        return self._compiled[name]

    def layout(self, name: str) -> dict[str, Any]:
        """The slots of the variables of a contract; empty for one without."""
        slots = json.loads((self._sources / "storage_layout.json").read_text())
        if name == "ERC1967Proxy":
            return {"_implementation": slots["upgradeable"]["_implementation"]}
        if not name.startswith("LightClientV"):
            return {}
        version = int(name.removeprefix("LightClientV"))
        return {module: slots[module] for module in _MODULES.get(version, slots)}

    def _cache_file(self, name: str) -> Path | None:
        if self._cache is None:
            return None
        digest = hashlib.sha256(EVM_VERSION.encode())
        for source in sorted(self._sources.iterdir()):
            if source.suffix in (".vy", ".json"):
                digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
        return self._cache / f"{name}-{digest.hexdigest()[:32]}.hex"

    def _cached(self, name: str) -> bytes | None:
        file = self._cache_file(name)
        if file is None or not file.is_file():
            return None
        try:
            return bytes.fromhex(file.read_text()) or None
        except ValueError:
            return None  # not ours, or damaged: compiled again

    def _compile(self, name: str) -> bytes:
        code = self._run(name, self.layout(name))
        if len(code) > MAX_INIT_CODE_SIZE:
            raise CompileError(f"{name}: {len(code)} bytes are too many to create")
        file = self._cache_file(name)
        if file is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as written:
                written.write(code.hex())
            os.replace(written.name, file)
        return code

    def _run(self, name: str, layout: dict[str, Any]) -> bytes:
        command = [sys.executable, "-m", "vyper.cli.vyper_compile", "--evm-version", EVM_VERSION,
                   "--path", str(self._sources), str(self._sources / f"{name}.vy")]
        with tempfile.TemporaryDirectory() as directory:
            if layout:
                slots = Path(directory) / "layout.json"
                slots.write_text(json.dumps(layout))
                command += ["--storage-layout-file", str(slots)]
            result = subprocess.run(command, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise CompileError(f"{name}: {result.stderr.strip()}")
        return bytes.fromhex(result.stdout.strip().removeprefix("0x"))
