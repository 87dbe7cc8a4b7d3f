"""A made-up town with known true effects, for demonstration, tests and analysis."""

from vakmeten.samples.simulatie import Voorbeeldstad, simulate

__all__ = ["Voorbeeldstad", "simulate"]
