"""The quarter-hours of two sides as what is drawn: strip, chart, table, and what is said of them."""
