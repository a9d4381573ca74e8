"""The shelf: content/*.yaml becomes checked books, or plain complaints with file and line."""
