"""Where schedules stand: what their entries say, folded into the tree and into versions."""
