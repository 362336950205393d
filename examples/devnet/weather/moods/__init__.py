"""All moods, a module a family; `MOODS` has them by name, `made` makes one."""
from ..mood import MOODS, made
from . import account, batches, connections, fees, forms, lagging, lies, refusals, sending

__all__ = ["MOODS", "made", "account", "batches", "connections", "fees", "forms", "lagging", "lies", "refusals", "sending"]
