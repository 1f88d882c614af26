"""Pages and components: what tests in a browser, or of what is drawn, run of them."""
