"""The screens about one life: the conversation, what is wrong, and the moves that can follow."""
