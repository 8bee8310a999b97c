package smtpcheck_test

import (
	"bufio"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"strings"
	"testing"
	"time"

	"mailready/smtpcheck"
)

// script is a server for what no real one and no simulated one does: it
// answers by the first word of a line, whatever came before. An empty answer
// hangs up.
type script map[string]string

// usual is what a script says where it has nothing of its own.
var usual = script{
	"": "220 ready", "EHLO": "250-there\r\n250-STARTTLS\r\n250-PIPELINING\r\n250 AUTH LOGIN", "STARTTLS": "220 go",
	"AUTH": "334 UGFzc3dvcmQ6", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go", ".": "250 2.0.0 Ok: queued as 4XyZ12",
	"QUIT": "221 bye",
}

// conversation is what a script's client said.
type conversation struct {
	lines []string
	done  chan struct{}
}

// said waits for the end of the conversation.
func (c *conversation) said() string {
	<-c.done
	return strings.Join(c.lines, "|")
}

// serve plays the script to one client on a loopback port.
func (s script) serve(t *testing.T, pipelining bool) (smtpcheck.Check, *conversation) {
	t.Helper()
	cert, roots := certificate(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	talk := &conversation{done: make(chan struct{})}
	go func() {
		defer close(talk.done)
		conn, err := l.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		s.play(conn, cert, pipelining, talk)
	}()
	return smtpcheck.Check{
		Host: "mail.contoso.example", Connect: l.Addr().String(), TLS: &tls.Config{RootCAs: roots},
		Auth: &smtpcheck.Auth{User: "anna@contoso.example", Password: lend(password)},
		Mail: &smtpcheck.Mail{From: "anna@contoso.example", To: "ben@contoso.example", Message: []byte("Subject: x\r\n\r\n.dot\r\n..\r\n.\r\nend")},
	}, talk
}

func (s script) play(conn net.Conn, cert tls.Certificate, pipelining bool, talk *conversation) {
	in := bufio.NewReader(conn)
	say := func(word string) bool {
		answer, own := s[word]
		if !own {
			answer = usual[word]
		}
		if !pipelining {
			answer = strings.Replace(answer, "250-PIPELINING\r\n", "", 1)
		}
		if answer == "" {
			return false
		}
		_, err := conn.Write([]byte(answer + "\r\n"))
		return err == nil
	}
	if !say("") {
		return
	}
	body := false
	for {
		line, err := in.ReadString('\n')
		if line != "" {
			talk.lines = append(talk.lines, strings.TrimRight(line, "\r\n"))
		}
		if err != nil {
			return
		}
		word, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		if body && line != ".\r\n" {
			continue
		}
		if !say(word) {
			return
		}
		body = word == "DATA"
		switch word {
		case "AUTH":
			for _, then := range []string{"334 UGFzc3dvcmQ6", "235 2.7.0 ok"} {
				if s["AUTH"] == "" && then[0] == '3' {
					continue // it has asked for the password already
				}
				line, err := in.ReadString('\n')
				if err != nil {
					return
				}
				talk.lines = append(talk.lines, strings.TrimSpace(line))
				conn.Write([]byte(then + "\r\n"))
			}
		case "STARTTLS":
			conn = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}})
			in = bufio.NewReader(conn)
		}
	}
}

// certificate is a new one for mail.contoso.example that only roots trusts.
func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{"mail.contoso.example"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}
