"""Delivery: composes letters from notices and sends them."""
