"""How much the change of a key matters: statuses first, bookkeeping last."""

_FIRST = ("status", "acceptance_level", "is_active")
_BOOKKEEPING = {"nrr_received", "transmission_report_id", "message_id", "uid"}


def place_in_order(key: object) -> int:
    """Return where the change of a key stands among others: negative for a status, positive for bookkeeping."""
    if key in _FIRST:
        return _FIRST.index(str(key)) - len(_FIRST)
    return 1 if is_bookkeeping(key) else 0


def differs_anyway(key: object) -> bool:
    """Return whether a key differs between any two versions, which their titles say: bookkeeping, the number."""
    return key == "version" or is_bookkeeping(key)


def is_bookkeeping(key: object) -> bool:
    """Return whether a key holds what systems note for themselves: instants, uids, receipts."""
    return isinstance(key, str) and (key in _BOOKKEEPING or key.endswith(("_ts", "_uid")))
