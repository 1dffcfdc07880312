"""Where results leave for people's eyes; reads nothing but the assessment's schema."""
