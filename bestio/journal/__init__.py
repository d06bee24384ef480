"""The append-only record of what one group did, and how it is kept: in files that outlive a kill."""
