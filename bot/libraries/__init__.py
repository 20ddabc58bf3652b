"""Which libraries somebody may see, opened and searched in threads, hits merged."""
