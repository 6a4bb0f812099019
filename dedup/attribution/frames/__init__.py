"""Rule frames: one module, one way of saying where a statement comes from."""
