"""Speed and quality, each one command (`python -m benchmarks.NAME`), each printing a table."""
