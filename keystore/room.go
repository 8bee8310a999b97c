package keystore

import "encoding/base64"

// room is how many bytes of secret fit into an entry with these names.
//
// Windows keeps 2,560 bytes (CRED_MAX_CREDENTIAL_BLOB_SIZE). On macOS the
// library writes one command line of at most 4,096 bytes, with the secret in
// base64 and each name quoted. The Secret Service names no limit; ours only
// keeps a mistake from filling the keyring.
func room(goos, service, account string) int {
	switch goos {
	case "windows":
		return 2560
	case "darwin":
		const line = 4096 - len("add-generic-password -U -s  -a  -w 'go-keyring-base64:'\n")
		return max(0, base64.StdEncoding.DecodedLen((line-quoted(service)-quoted(account))/4*4))
	}
	return 64 << 10
}

// quoted is the length of a name in single quotes, each one within it written
// as '"'"'.
func quoted(name string) int {
	n := len(name) + 2
	for _, c := range name {
		if c == '\'' {
			n += 4
		}
	}
	return n
}
