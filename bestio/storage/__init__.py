"""Files that outlive a kill: whole, or as they were."""
