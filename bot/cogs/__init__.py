"""What Discord calls: one thin file a command, menu or event. No cog imports a cog."""
