"""The platforms, as far as the tests need them."""
