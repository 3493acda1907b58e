"""Places where a paper does not agree with itself."""
