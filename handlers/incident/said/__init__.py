"""What people say of an incident that is open: which one they mean, who did what and when, which step it is. Pure."""
