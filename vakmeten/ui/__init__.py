"""Screens: a model that knows no widget, a template, and one generic widget that binds them."""
