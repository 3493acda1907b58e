"""What a paper is, told by weighed signs in its own words."""
