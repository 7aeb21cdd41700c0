"""The conversation recorded in entries, written out again as ESS and CIM messages in files."""
