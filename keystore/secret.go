package keystore

// Secret is a password that no formatting verb, encoder or log can print. The
// zero Secret is empty. It is lent as bytes with Use. A copy shares the same
// bytes; Destroy erases them for all copies.
type Secret struct{ get func() *[]byte }
