"""What the Makefile calls: browser files, notebooks, a browser to test with."""
