"""Settings of every run of pytest: here, where ``pytest --nbval chapters/`` finds them too."""

from nbval import plugin

_init = plugin.IPyNbFile.__init__


def _without_pictures(self, *args, **kwargs):
    _init(self, *args, **kwargs)
    self.skip_compare += ("image/svg+xml",)


# A notebook's run gives no still pictures: they are drawn afterwards, and tests/test_notebooks.py holds each
# against the digest of the data it was drawn from.
plugin.IPyNbFile.__init__ = _without_pictures
