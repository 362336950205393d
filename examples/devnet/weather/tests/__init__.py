"""Tests of the weather proxy, in front of chains of their own."""
