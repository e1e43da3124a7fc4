"""How work leaves the main thread. QtCore only; knows no stage."""
