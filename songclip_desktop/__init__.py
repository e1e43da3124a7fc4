"""SongClip Desktop: the application. It never imports torch; the engine in `training` does."""

__version__ = "0.1.0"
