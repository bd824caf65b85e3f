# Text against tables
