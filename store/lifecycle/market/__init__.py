"""The market that is simulated: its gates, its parties, their portfolios, and what its TSOs do."""
