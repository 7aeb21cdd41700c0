"""Where an import reads from: files, folders, archives and pipes, decompressed as they are read."""
