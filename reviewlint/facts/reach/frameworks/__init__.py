"""What a framework or a container calls: by a mark, a base, an event or a setting, never by a name in code."""
