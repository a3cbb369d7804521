"""How the two models in data/models were made, runnable again (see README.md here)."""
