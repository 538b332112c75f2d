"""What is said of studies that are planned, read into parts. Pure."""
