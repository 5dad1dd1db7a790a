//! Plans made up at random.
