"""Requests that tests make, and who answers them."""
