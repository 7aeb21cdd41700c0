"""The query language: fields and grammar, a text read as a tree and a tree written as a text."""
