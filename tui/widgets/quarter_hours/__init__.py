"""The widgets that show quarter-hours: the heat strip, the chart and the table."""
