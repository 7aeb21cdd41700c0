"""Audit entries taken out of JSON, each as its own bytes."""
