"""Tests: `cd examples/devnet && python3 -m unittest discover -s chain/tests -t .`"""
