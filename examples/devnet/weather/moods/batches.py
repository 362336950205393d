"""A node that takes no batches, or none of a size."""
from __future__ import annotations

from typing import Any, Optional

from ..exchange import Call, Reply, error, json_reply
from ..mood import Mood, mood, one_of, serves

_LIMIT = error(-32005, "batch limit exceeded")
# What a batch that is too large gets: a status and a body.
REFUSALS: dict[str, tuple[int, Any]] = {
    "400": (400, error(-32600, "batch requests are not supported")),
    "403": (403, {"message": "batch requests need another plan"}),
    "405": (405, ""),
    "413": (413, ""),
    "415": (415, "batch not supported"),
    "429": (429, {"jsonrpc": "2.0", **_LIMIT}),
    "500": (500, {"message": "Batch of more than 3 requests are not allowed on free tier", "code": 31}),
    "501": (501, "not implemented"),
    "502": (502, "<html>bad gateway</html>"),
    "one-error": (200, {"jsonrpc": "2.0", "id": None, **error(-32600, "batch too large")}),
    "limit-error": (200, {"jsonrpc": "2.0", "id": None, **_LIMIT}),
    "parse-error": (200, {"jsonrpc": "2.0", "id": None, **error(-32700, "parse error")}),
    "empty-list": (200, []),
    "null": (200, None),
}
CUTS = ("first-only", "too-few", "one-object", "each-refused")


@mood
class Batches(Mood):
    """Batches of more than `most` requests fail; `how`: a status; close, reset or hang of the connection; one-error and the like
    (one error object for all); first-only, too-few (answers the first one, all but the last); each-refused."""

    how: str = "500"
    most: int = 3
    variants = (*(serves(how=how) for how in (*REFUSALS, *CUTS, "close", "reset")), serves(how="500", most=1),
                serves(how="429", most=1))

    def __post_init__(self) -> None:
        one_of("batches: how", self.how, (*REFUSALS, *CUTS, "close", "reset", "hang"))

    def before(self, calls: list[Call]) -> Optional[Reply]:
        if len(calls) <= self.most or self.how in CUTS:
            return None
        if self.how in ("close", "reset", "hang"):
            return Reply(way=self.how, seconds=60)
        status, body = REFUSALS[self.how]
        return Reply(status, body.encode(), {"Content-Type": "text/html"}) if isinstance(body, str) else json_reply(body, status)

    def enveloped(self, responses: list[Any], is_batch: bool) -> Any:
        if not is_batch or len(responses) <= self.most or self.how not in CUTS:
            return super().enveloped(responses, is_batch)
        if self.how == "each-refused":
            return [{"jsonrpc": "2.0", "id": response.get("id"), **_LIMIT} for response in responses]
        if self.how == "one-object":
            return responses[0]
        return responses[:1] if self.how == "first-only" else responses[:-1]
