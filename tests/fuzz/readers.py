"""Every reader of what comes from outside, by name."""

from tests.fuzz import kept, logs, messages, stores, typed
from tests.fuzz.target import Target

TARGETS: dict[str, Target] = {
    one.name: one for one in (*logs.TARGETS, *messages.TARGETS, *typed.TARGETS, *kept.TARGETS, *stores.TARGETS)
}
