"""Utterances -> what they feel, which stage and touchpoint they speak of."""
