"""The embedded mini Chinese-CLIP: a painter of scenes, its words, its pretraining and the demo's pictures."""
