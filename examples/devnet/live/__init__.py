"""Replays what the contract of a real network has accepted, through this product's own verifier."""
import sys
from pathlib import Path

# The ABI and the keys are those of the contracts beside this.
CONTRACTS = str(Path(__file__).resolve().parent.parent / "contracts")
if CONTRACTS not in sys.path:
    sys.path.append(CONTRACTS)
