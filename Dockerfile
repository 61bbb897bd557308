# Everything that the book needs from a system, and the book: `docker build -t coalition .`, then
# `docker run --rm -v "$PWD/_build:/book/_build" coalition` builds it; with `make test` or another command after the name, that.
# The editor's container (.devcontainer) is the first stage alone, with your clone in it.
FROM python:3.11-slim-bookworm AS tools
# Chromium draws pictures and opens pages for the tests; Pango sets the PDF; epubcheck judges the EPUB.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      chromium epubcheck git libharfbuzz-subset0 libpango-1.0-0 libpangoft2-1.0-0 make \
 && rm -rf /var/lib/apt/lists/*
ENV LC_ALL=C.UTF-8

FROM tools AS book
WORKDIR /book
COPY . .
RUN make .venv/ready
CMD ["make", "book"]
