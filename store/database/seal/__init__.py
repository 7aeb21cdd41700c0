"""The seal in the database: its tiles, grown with the log, and what is verified and proven by them."""
