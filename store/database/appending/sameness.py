"""Whether two entries under one uid say the same."""

import json
from collections.abc import Sequence

from store.model.texts.tolerant import mapping_of


def same_entry(first: bytes, second: bytes) -> bool:
    """Tell whether two entries say the same, whatever their white space and order of keys.

    Numbers count as they are written and doubled keys count: what differs at all is not the same. Entries
    made of one message are the same even where they differ, for states before are those that the store
    held when the message was read. One that is no JSON any more, in a damaged store, is like no other.
    """
    if first == second:
        return True
    try:
        if _strict(first) == _strict(second):
            return True
        made_of = _made_of(first)
        return made_of is not None and made_of == _made_of(second)
    except ValueError:
        return False


def _strict(content: bytes) -> object:
    return json.loads(content, object_pairs_hook=_object, parse_int=_number, parse_float=_number)


def _object(pairs: Sequence[tuple[str, object]]) -> object:
    return "object", sorted(pairs, key=lambda pair: pair[0])


def _number(text: str) -> object:
    return "number", text


def _made_of(content: bytes) -> tuple[object, ...] | None:
    """Return what an entry takes from the message it was made of; None for any other entry."""
    entry = mapping_of(json.loads(content))
    metadata = mapping_of(mapping_of(entry.get("data")).get("metadata"))
    message = mapping_of(metadata.get("message"))
    if not message.get("key") or "names" not in message:
        return None
    reasons = json.dumps(metadata.get("reason_codes"), sort_keys=True)
    return entry.get("type"), entry.get("created_ts"), message["key"], message.get("digest"), reasons
