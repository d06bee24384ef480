"""What the plan's activities ask and answer, without a screen: `cli` and `tui` show any of them."""
