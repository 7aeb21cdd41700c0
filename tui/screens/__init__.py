"""The screens: the main one, the first one without a store, help, and what opens over them."""
