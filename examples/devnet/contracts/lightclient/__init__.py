"""The light client contracts of the development network: compile, deploy, upgrade, inspect."""
