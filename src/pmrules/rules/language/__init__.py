"""A rules file read with places: YAML to nodes, nodes to values, every problem at once."""
