package checklist

// AdminItem is one thing that only an admin can look up or change. The admin
// request is made of them; each says how to look before anything is changed.
type AdminItem string

const (
	AdminSMTPAuth    AdminItem = "smtp-auth"          // Authenticated SMTP for the mailbox
	AdminAuthPolicy  AdminItem = "auth-policy"        // an authentication policy of Exchange allows SMTP
	AdminPerUserMFA  AdminItem = "per-user-mfa"       // per-user MFA is Enforced for the account
	AdminAllow       AdminItem = "allow"              // users may create app passwords
	AdminDefaults    AdminItem = "security-defaults"  // security defaults are off and replaced
	AdminConditional AdminItem = "conditional-access" // no policy refuses Authenticated SMTP
	AdminMailbox     AdminItem = "mailbox"            // a licensed mailbox, sign-in not blocked
	AdminBasicAuth   AdminItem = "basic-auth"         // passwords over SMTP AUTH, which Microsoft switches off
	AdminSendAs      AdminItem = "send-as"            // the login may send as the mailbox
	AdminApp         AdminItem = "app"                // an app with which people sign in to send
	AdminAppOnly     AdminItem = "app-only"           // an app that signs in as itself
	AdminAppRole     AdminItem = "app-role"           // its role in Exchange for the mailbox
	AdminRegister    AdminItem = "register"           // the user may add sign-in methods
)
