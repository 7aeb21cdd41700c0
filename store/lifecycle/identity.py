"""Identities of what is simulated: the same for the same seed, so that a run can be repeated to the byte."""

from uuid import UUID, uuid5

_SIMULATED = UUID("0b9d54f1-6f0c-5d7c-8f4e-3d1f5a0c2b77")


class Identity:
    """Gives uids and numbers out of a seed and of what they are for."""

    def __init__(self, seed: str) -> None:
        self._namespace = uuid5(_SIMULATED, seed)

    def uid(self, *what: object) -> str:
        """Return the uid of something, the same for the same words."""
        return str(uuid5(self._namespace, "|".join(str(one) for one in what)))

    def number(self, *what: object) -> int:
        """Return a number of five digits for something, such as that of a TSO's document."""
        return 10_000 + uuid5(self._namespace, "|".join(str(one) for one in what)).int % 90_000
