"""Models whose results the chapters load as tables; no chapter imports this package."""
