package call

// remainder is what the symbols leave over as a polynomial over the field
// GF(32), evaluated at a generator of the field. A whole code leaves 0. Each
// place has a weight of its own, so one wrong symbol always shows, and so do
// two swapped ones, wherever they stand.
func remainder(values []byte) byte {
	var r byte
	for _, v := range values {
		r = double(r) ^ v
	}
	return r
}

// double multiplies by the generator x, modulo x^5 + x^2 + 1.
func double(v byte) byte {
	v <<= 1
	if v&0b100000 != 0 {
		v ^= 0b100101
	}
	return v
}
