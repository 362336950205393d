#!/usr/bin/env bash
# A circuit of one's own with the library TurboPlonk: a package outside this one makes a key, proves and verifies.
# The program is circuit/Sources/main.swift. The first build compiles the library, which takes a minute or two.
set -euo pipefail
cd "$(dirname "$0")/circuit"
swift run -c release --scratch-path ../../.build/own-circuit prove-own-circuit
