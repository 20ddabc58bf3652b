"""What stands around asking: a server's settings, the doctor, gaps, and what is stored about a member."""
