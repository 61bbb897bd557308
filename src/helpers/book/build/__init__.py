"""From a clone to a built book: run what is stale, draw pictures, make the pages, put them in place."""
