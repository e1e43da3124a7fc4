"""The rooms: windows, pages, widgets and their models."""
