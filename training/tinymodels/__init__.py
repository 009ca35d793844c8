"""Trains the four tiny models that come with Assay."""
