package smtpcheck

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
)

// fault makes the error of a stage that failed without a reply. The stage is
// filled in where the stage ends.
func fault(f Fault, err error) *Error {
	if err != nil {
		err = shownError{err}
	}
	return &Error{Fault: f, Err: err}
}

// Windows has its own numbers for the same refusals, and the names in syscall
// do not stand for them.
const (
	winAborted = syscall.Errno(10053)
	winReset   = syscall.Errno(10054)
	winRefused = syscall.Errno(10061)
)

func isAny(err error, targets ...error) bool {
	for _, t := range targets {
		if errors.Is(err, t) {
			return true
		}
	}
	return false
}

func timedOut(err error) bool {
	var n net.Error
	return errors.Is(err, os.ErrDeadlineExceeded) || errors.As(err, &n) && n.Timeout()
}

// dialFault reads the errors of all addresses that were tried. One that was
// refused says more than one that stayed silent.
func dialFault(errs []error) *Error {
	for _, err := range errs {
		if isAny(err, syscall.ECONNREFUSED, winRefused) {
			return fault(FaultRefused, err)
		}
	}
	for _, err := range errs {
		if isAny(err, syscall.ECONNRESET, winReset, syscall.ECONNABORTED, winAborted) {
			return fault(FaultReset, err)
		}
	}
	return fault(FaultBlocked, errors.Join(errs...))
}

// wireFault reads the error of a read or a write on an open connection.
func wireFault(err error) *Error {
	switch {
	case timedOut(err):
		return fault(FaultSlow, err)
	case isAny(err, io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, net.ErrClosed):
		return fault(FaultClosed, err)
	case strings.Contains(err.Error(), "tls: "):
		return fault(FaultTLS, err)
	}
	return fault(FaultReset, err)
}

// notSMTP says what bytes are that are not an SMTP reply: a web page, the
// first bytes of TLS, or something else. Empty means that they may still
// become a reply.
func notSMTP(raw []byte) Fault {
	head := bytes.ToLower(bytes.TrimLeft(raw[:min(len(raw), 64)], " \t\r\n\ufeff"))
	switch {
	case bytes.HasPrefix(head, []byte("http/")), bytes.HasPrefix(head, []byte("<")):
		return FaultPortal
	case len(raw) > 1 && (raw[0] == recordAlert || raw[0] == recordHandshake) && raw[1] == 3:
		return FaultNotTLS
	}
	for i, c := range raw[:min(len(raw), 3)] {
		if c < '0' || c > '9' || i == 0 && (c < '2' || c > '5') {
			return FaultGarbled
		}
	}
	if len(raw) > 3 && !bytes.ContainsRune([]byte(" -\r\n"), rune(raw[3])) {
		return FaultGarbled
	}
	return ""
}

// The first byte of a TLS record (RFC 8446 section 5.1); the second is 3.
const (
	recordAlert     = 0x15
	recordHandshake = 0x16
)
