"""Settings of the test suite."""

from hypothesis import settings
from nbval import plugin

from tests.browser import chrome, visit  # noqa: F401

# The same examples on every machine, however busy it is: a test must not fail because it was slow.
settings.register_profile("calm", deadline=None, derandomize=True)
settings.load_profile("calm")

_init = plugin.IPyNbFile.__init__


def _without_pictures(self, *args, **kwargs):
    _init(self, *args, **kwargs)
    self.skip_compare += ("image/svg+xml",)


# A notebook's run gives no still pictures: they are drawn afterwards, and tests/test_notebooks.py holds each
# against the digest of the data it was drawn from.
plugin.IPyNbFile.__init__ = _without_pictures
