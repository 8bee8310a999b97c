package road

// Cloud is one of the separate installations of Microsoft 365. Every link is
// a whole URL; it is empty where Microsoft's address could not be confirmed.
type Cloud struct {
	ID           string // stable: "worldwide", "gcc-high", "dod", "china"
	Name         string // as the user picks it
	Host         string // submission server, port 587 with STARTTLS
	Login        string // host of the sign-in page
	Scope        string // what a token for sending is asked for
	AppScope     string // the same for an app that signs in as itself
	SecurityInfo string // where the user manages 2-step verification and app passwords
	Portal       string // Microsoft 365 admin center
	Entra        string // Microsoft Entra admin center
	Exchange     string // Exchange admin center
	MFASettings  string // the service settings page with the app password switch
	PowerShell   string // the command that connects to Exchange Online
	Graph        string // the command that connects to Microsoft Graph
	LessTested   bool   // nobody has reported a check against this cloud yet
}

// Worldwide is the cloud of nearly everybody, also of the United States
// government's GCC.
const Worldwide = "worldwide"

// Clouds are the clouds that can be chosen; the first one is the default.
var Clouds = []Cloud{
	{
		ID: Worldwide, Name: "Microsoft 365 (worldwide, also GCC)",
		Host: "smtp.office365.com", Login: "login.microsoftonline.com",
		Scope:        "https://outlook.office.com/SMTP.Send",
		AppScope:     "https://outlook.office365.com/.default",
		SecurityInfo: "https://mysignins.microsoft.com/security-info",
		Portal:       "https://admin.microsoft.com",
		Entra:        "https://entra.microsoft.com",
		Exchange:     "https://admin.exchange.microsoft.com",
		MFASettings:  "https://account.activedirectory.windowsazure.com/UserManagement/MultifactorVerification.aspx",
		PowerShell:   "Connect-ExchangeOnline",
		Graph:        "Connect-MgGraph",
	},
	{
		ID: "gcc-high", Name: "US government GCC High",
		Host: "smtp.office365.us", Login: "login.microsoftonline.us",
		Scope:        "https://outlook.office365.us/SMTP.Send",
		AppScope:     "https://outlook.office365.us/.default",
		SecurityInfo: "https://mysignins.azure.us/security-info",
		Portal:       "https://portal.office365.us",
		Entra:        "https://entra.microsoft.us",
		PowerShell:   "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovGCCHigh",
		Graph:        "Connect-MgGraph -Environment USGov",
		LessTested:   true,
	},
	{
		ID: "dod", Name: "US Department of Defense",
		Host: "outlook-dod.office365.us", Login: "login.microsoftonline.us",
		Scope:      "https://outlook-dod.office365.us/SMTP.Send",
		AppScope:   "https://outlook-dod.office365.us/.default",
		Portal:     "https://portal.apps.mil",
		Entra:      "https://entra.microsoft.us",
		PowerShell: "Connect-ExchangeOnline -ExchangeEnvironmentName O365USGovDoD",
		Graph:      "Connect-MgGraph -Environment USGovDoD",
		LessTested: true,
	},
	{
		ID: "china", Name: "China, operated by 21Vianet",
		Host: "smtp.partner.outlook.cn", Login: "login.partner.microsoftonline.cn",
		Scope:      "https://partner.outlook.cn/SMTP.Send",
		AppScope:   "https://partner.outlook.cn/.default",
		Portal:     "https://portal.partner.microsoftonline.cn",
		PowerShell: "Connect-ExchangeOnline -ExchangeEnvironmentName O365China",
		Graph:      "Connect-MgGraph -Environment China",
		LessTested: true,
	},
}

// FindCloud gives the cloud with this ID. An ID that is empty or unknown gives
// the worldwide one and false.
func FindCloud(id string) (Cloud, bool) {
	for _, c := range Clouds {
		if c.ID == id {
			return c, true
		}
	}
	return Clouds[0], false
}

// CloudOfHost gives the cloud whose submission server this is.
func CloudOfHost(host string) (Cloud, bool) {
	for _, c := range Clouds {
		if c.Host == host {
			return c, true
		}
	}
	return Clouds[0], false
}

// KnownHost tells whether host is, letter by letter, a submission server that
// this program ships. Everything else, however alike it looks, is not: a
// capital letter, a dot at the end, a name with more behind it.
func KnownHost(host string) bool {
	_, ok := CloudOfHost(host)
	return ok
}
