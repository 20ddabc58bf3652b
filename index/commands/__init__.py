"""The commands of pullquote, by what they are about; `index.cli` puts them together."""
