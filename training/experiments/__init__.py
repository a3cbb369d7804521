"""The experiments on the cause: one command each, logs and final figures in data/experiments."""
