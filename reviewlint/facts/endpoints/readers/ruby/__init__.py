"""Rails with the files that draw its routes, and the small frameworks of Ruby."""
