"""Other questions: a chapter run with other parameters, into a folder of its own, and never onto the book.

``asked`` knows what a chapter can be asked and refuses the rest, ``running`` runs it, ``plain`` writes its
prose with the numbers in place, ``written`` puts the folder together, and ``receipt`` says what it was made
from.
"""
