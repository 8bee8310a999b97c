package causes

// windowsSockets are the errors of Windows' network, by number, and in the
// languages in which they are met.
func windowsSockets() program {
	return program{
		Name: "Windows", Marks: "socket error code|winsock|wsa", Source: "Microsoft: Windows Sockets error codes; FormatMessage texts",
		Says: []wording{
			{"NET-BLOCKED", Match{Says: "socket error code 10060|socket error 10060|wsaetimedout"}},
			{"NET-BLOCKED", Match{Says: "socket error code 10051|socket error code 10065|wsaenetunreach|wsaehostunreach"}},
			{"NET-BLOCKED", Match{Says: "socket error code 10013|zugriff auf einen socket war aufgrund der zugriffsrechte"}},
			{"NET-BLOCKED", Match{Says: "gegenstelle nach einer bestimmten zeitspanne nicht richtig reagiert|nicht ordnungsgemass reagiert"}},
			{"NET-BLOCKED", Match{Says: "na pas repondu convenablement au dela dune certaine duree|partie connectee na pas repondu"}},
			{"NET-BLOCKED", Match{Says: "no respondio adecuadamente tras un periodo de tiempo|parte conectada no respondio"}},
			{"NET-BLOCKED", Match{Says: "nao respondeu corretamente apos um periodo de tempo|nao respondeu corretamente apos um periodo"}},
			{"NET-BLOCKED", Match{Says: "parte connessa non ha risposto correttamente"}},
			{"NET-BLOCKED", Match{Says: "na een bepaalde tijd niet juist heeft gereageerd"}},
			{"NET-BLOCKED", Match{Says: "接続済みの呼び出し先が一定の時間を過ぎても正しく応答しなかった|由于连接方在一段时间后没有正确答复"}},
			{"NET-REFUSED", Match{Says: "socket error code 10061|wsaeconnrefused"}},
			{"NET-REFUSED", Match{Says: "zielcomputer die verbindung verweigerte|lordinateur cible la expressement refusee|equipo de destino denego expresamente"}},
			{"NET-REFUSED", Match{Says: "computador de destino as recusou ativamente|computer di destinazione ha rifiutato|doelcomputer de verbinding actief heeft geweigerd|rifiuto persistente del computer di destinazione"}},
			{"NET-REFUSED", Match{Says: "komputer docelowy aktywnie go odmawia|由于目标计算机积极拒绝|対象のコンピューターによって拒否された|конечный компьютер отверг запрос"}},
			{"NET-RESET", Match{Says: "socket error code 10054|socket error code 10053|wsaeconnreset"}},
			{"NET-RESET", Match{Says: "vom remotehost geschlossen|a ete fermee par lhote distant|interrupcion forzada de una conexion|foi forcado o cancelamento de uma conexao"}},
			{"NET-DNS", Match{Says: "socket error code 11001|socket error code 11004|wsahost not found|der angegebene host ist unbekannt|hote inconnu|host desconocido|host sconosciuto"}},
		},
	}
}

// openSSL is the TLS library behind many programs, and small devices' own.
func openSSL() program {
	return program{
		Name: "OpenSSL", Marks: "openssl|s client|ssl routines|ssl client cpp", Source: "OpenSSL: apps/s_client.c and error strings; Mbed TLS: error.c",
		Says: []wording{
			{"TLS-STRIPPED", Match{Says: "didnt find starttls in server response", Alone: true}},
			{"TLS-NOTTLS", Match{Says: "invalid ssl record was received"}}, {"TLS-NOTTLS", Match{Says: "ssl unexpected message", With: "mail"}},
			{"TLS-NOTTLS", Match{Says: "packet length too long"}}, {"TLS-NOTTLS", Match{Says: "unknown protocol", With: "handshake"}},
			{"TLS-OLD", Match{Says: "no shared cipher"}}, {"TLS-OLD", Match{Says: "unsupported protocol"}}, {"TLS-OLD", Match{Says: "no protocols available"}},
			{"TLS-OLD", Match{Says: "ssl fatal alert * handshake failure", With: "tls 1.0"}},
			{"TLS-FAILED", Match{Says: "write errno 10053|read errno 104|connect errno 104", With: "ssl"}},
			{"TLS-FAILED", Match{Says: "ssl handshake has read 0 bytes"}}, {"TLS-FAILED", Match{Says: "ssl operation failed"}},
			{"TLS-FAILED", Match{Says: "ssl a fatal alert message was received|start ssl client"}},
			{"TLS-UNTRUSTED", Match{Says: "x509 certificate verification failed"}}, {"TLS-UNTRUSTED", Match{Says: "verify return code 20|verify return code 21|verify return code 19"}},
		},
	}
}

// schannel is Windows' TLS, as curl and others pass it on.
func schannel() program {
	return program{
		Name: "Schannel", Marks: "schannel", Source: "curl: lib/vtls/schannel.c; Microsoft: SEC_E_ codes",
		Says: []wording{
			{"TLS-FAILED", Match{Says: "schannel failed to receive handshake"}}, {"TLS-FAILED", Match{Says: "schannel next initializesecuritycontext failed"}},
			{"TLS-UNTRUSTED", Match{Says: "crypt e no revocation check|crypt e revocation offline", Variant: "revocation"}},
			{"TLS-UNTRUSTED", Match{Says: "sec e untrusted root"}}, {"TLS-NAME", Match{Says: "sec e wrong principal"}},
			{"TLS-OLD", Match{Says: "sec e algorithm mismatch"}}, {"TLS-FAILED", Match{Says: "sec e illegal message|sec e internal error"}},
		},
	}
}
