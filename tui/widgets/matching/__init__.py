"""What a reconciliation is shown with: the list of trades, and one trade whole."""
