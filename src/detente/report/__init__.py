"""Where results leave for people's eyes; reads the assessment's schema, and frames."""

from detente.report.coverage import coverage_picture, coverage_svg

__all__ = ["coverage_picture", "coverage_svg"]
