"""The trail of every number, figure and table: from the page back to the lines and rows that made it.

``slicing`` finds the fewest lines of a notebook that make a value, and ``pages`` puts both on the page.
"""
