"""Many documents: reading them from files, running over them, keeping and linking what was found."""
