"""Doors that need minutes to try: `make test-doors`."""
