"""All moods, a module a family."""
from . import account, batches, connections, fees, forms, lagging, lies, refusals, sending

FAMILIES = (refusals, connections, lagging, sending, account, fees, lies, batches, forms)
