"""A folder watched: a finished download dropped in becomes a report."""
