"""Other Open311 servers to which cases are sent on: their keeper's pages, and the panel on the page of a case."""
