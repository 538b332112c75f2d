"""Finding by meaning: an optional embedding model behind one seam. Without it nothing here is ever loaded or called."""
