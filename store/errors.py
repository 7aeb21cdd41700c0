"""What the store raises when it cannot do what was asked."""


class StoreError(Exception):
    """The store, a file or a message cannot; the text is one sentence a user can act on."""
