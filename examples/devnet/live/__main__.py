"""`python3 -m live`, or `python3 examples/devnet/live` without PYTHONPATH."""
import sys

if not __package__:
    from pathlib import Path

    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from live.command import main

if __name__ == "__main__":
    sys.exit(main())
