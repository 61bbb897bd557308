"""What is fitted and drawn at length: comparisons, hazards, specifications. Chapters load what it wrote."""
