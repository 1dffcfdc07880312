"""Estimators: reference classes and the survival curves they rest on."""
