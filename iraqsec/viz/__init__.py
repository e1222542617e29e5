"""How results, events, documents and stores show themselves: HTML for notebooks, pictures, pages."""
