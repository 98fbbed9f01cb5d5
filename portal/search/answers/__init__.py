"""What every engine decides alike, over the naskah of one state of an index as arrays."""
