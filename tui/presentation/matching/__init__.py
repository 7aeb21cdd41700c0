"""How a reconciliation is drawn: trades as rows, and one trade with its quarter-hours."""
