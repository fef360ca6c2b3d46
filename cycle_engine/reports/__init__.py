"""Pure builders of reports and the renderers that write them."""
