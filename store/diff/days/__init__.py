"""Two states over a delivery day, quarter-hour by quarter-hour; MW and MWh."""
