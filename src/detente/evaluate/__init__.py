"""Rolling origins, scores and the ledger of forecasts: what the odds were worth."""
