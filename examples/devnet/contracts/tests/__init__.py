"""Tests of the light client contracts, on a real EVM (revm). Run: python3 -m unittest"""
