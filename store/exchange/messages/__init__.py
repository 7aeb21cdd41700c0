"""ESS and CIM messages, as they are sent between balance responsible parties and TSOs, read into values."""
