// Package address reads the addresses that operators set.
package address

import (
	"net"
	"strconv"
	"strings"
)

// Base is the address below which a platform is asked: its own, if none is given.
func Base(given, own string) string {
	if given == "" {
		return own
	}
	return strings.TrimRight(given, "/")
}

// HasPort reports whether an address ends with the number of a port. What is no address may
// be a secret, which the system's error would show.
func HasPort(address string) bool {
	_, port, err := net.SplitHostPort(address)
	_, bad := strconv.ParseUint(port, 10, 16)
	return err == nil && bad == nil
}
