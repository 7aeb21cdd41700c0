"""What everybody in the market shares: codes, parties, delivery days, and units of power and energy."""
