package letter

import "mailready/wizard/checklist"

// adminPoint is one point of the admin request: how to see that it is already
// so, how to make it so for this one mailbox, how to take it back, and what it
// does to security. The texts may hold {mailbox}, {login}, {cloud names} and
// the like, see [request.fill].
type adminPoint struct {
	title    string
	seen     string   // it is already so when this is seen
	look     []string // PowerShell that only looks
	path     string   // portal path; empty where there is no page for it
	intro    string   // instead of the path, before the commands
	link     string
	change   []string // PowerShell that changes
	verify   string
	cli      []string // the same with the Azure CLI
	cliSays  string   // the sentence before it
	undo     string
	undoBy   []string // PowerShell that takes it back
	security string
}

var adminPoints = map[checklist.AdminItem]adminPoint{
	checklist.AdminSMTPAuth: {
		title:  "Authenticated SMTP is on for this one mailbox",
		seen:   "It is already so when this shows False. True means off; empty means that the organisation's setting counts.",
		look:   []string{"{connect}", "Get-CASMailbox -Identity {'mailbox} | Format-List SmtpClientAuthenticationDisabled"},
		path:   "{portal} > Users > Active users > {mailbox} > Mail > Manage email apps > tick \"Authenticated SMTP\" > Save changes.",
		change: []string{"Set-CASMailbox -Identity {'mailbox} -SmtpClientAuthenticationDisabled $false"},
		verify: "To verify: the first command now shows False. It usually works within ten minutes, at the latest after an hour.",
		undo:   "To undo, so that the mailbox follows the organisation's setting again:",
		undoBy: []string{"Set-CASMailbox -Identity {'mailbox} -SmtpClientAuthenticationDisabled $null"},
		security: "What it does to security: this one mailbox can log in over encrypted SMTP with {with}. " +
			"The mailbox's setting goes before the organisation's, so the organisation's can stay off.",
	},
	checklist.AdminPerUserMFA: {
		title: "Per-user MFA is Enforced for this account",
		seen:  "It is already so when the page \"Per-user MFA\" shows Enforced for {login}. Enabled or Disabled is not enough for app passwords.",
		path:  "{entra} > Users > All users > Per-user MFA > {login} > Enable MFA, then Enforce.",
		change: []string{
			"{graph} -Scopes 'Policy.ReadWrite.AuthenticationMethod'",
			"Invoke-MgGraphRequest -Method PATCH -Uri {'requirements} -Body '{\"perUserMfaState\":\"enforced\"}'",
		},
		verify: "To verify: I open my security info, choose \"Add sign-in method\", and see \"App password\" in the list.",
		undo:   "To undo: choose Disable on the same page. That also ends all app passwords of this account.",
		security: "What it does to security: the account must use the second step at every sign-in; only programs with an app password do not. " +
			"Microsoft advises against mixing per-user MFA with Conditional Access. If you use Conditional Access, please consider the other ways below.",
	},
	checklist.AdminAllow: {
		title: "Users may create app passwords",
		seen:  "It is already so when \"Allow users to create app passwords to sign in to non-browser apps\" is chosen there.",
		path: "{entra} > Conditional Access > Named locations > Configure multifactor authentication trusted IPs > " +
			"\"Allow users to create app passwords to sign in to non-browser apps\" > Save. The role Authentication Policy Administrator is enough.",
		link:   "{mfa-settings}",
		verify: "To verify: after signing in anew, I see \"App password\" under \"Add sign-in method\".",
		undo:   "To undo: choose \"Do not allow\" on the same page. App passwords that exist keep working, so you can do that as soon as mine is created.",
		security: "What it does to security: this switch has no setting for one mailbox. " +
			"While it is on, every user whose per-user MFA is Enforced can create app passwords, and those work without the second step.",
	},
	checklist.AdminDefaults: {
		title: "Security defaults do not refuse the login",
		seen:  "It is already so when security defaults are off. While they are on, app passwords are not possible, and there is no exception for one mailbox.",
		look:  []string{"{graph} -Scopes 'Policy.Read.All'", "Get-MgPolicyIdentitySecurityDefaultEnforcementPolicy | Format-List IsEnabled"},
		path:  "{entra} > Overview > Properties > Manage security defaults.",
		verify: "To verify: the page shows that the organisation is not protected by security defaults, and Conditional Access or per-user MFA " +
			"covers every account.",
		undo: "To undo: switch security defaults on again in the same place. Logins with a password over SMTP then end.",
		security: "What it does to security: this is the one point that concerns everybody. Please switch security defaults off only where Conditional Access " +
			"or per-user MFA protects all accounts instead, and old sign-in methods stay blocked for everybody else. Otherwise please choose another way below.",
	},
	checklist.AdminConditional: {
		title: "No sign-in rule refuses Authenticated SMTP for this account",
		seen:  "It is already so when the sign-in log shows no failure for {login} with the client app \"Authenticated SMTP\".",
		path: "{entra} > Monitoring > Sign-in logs > filter: client app \"Authenticated SMTP\", user {login}. The entry names the policy, under Conditional Access. " +
			"Then Conditional Access > Policies > that policy > Users > Exclude > {login}.",
		verify: "To verify: the next login appears in the sign-in log as a success.",
		undo:   "To undo: take the account out of the policy's exclusions.",
		security: "What it does to security: that one policy no longer guards this one account. " +
			"A narrower way is to exclude it only for the place that the program sends from, as a named location.",
	},
	checklist.AdminAuthPolicy: {
		title: "Exchange's authentication policy allows a password over SMTP for this account",
		seen:  "It is already so when no policy is named, or when the named one shows AllowBasicAuthSmtp True.",
		look: []string{
			"{connect}",
			"Get-User -Identity {'login} | Format-List AuthenticationPolicy",
			"Get-OrganizationConfig | Format-List DefaultAuthenticationPolicy",
			"Get-AuthenticationPolicy | Format-List Name,AllowBasicAuthSmtp",
		},
		intro: "Only if it is not so. There is no page for this. A policy for this one account leaves the others alone:",
		change: []string{
			"New-AuthenticationPolicy -Name 'SMTP for one mailbox' -AllowBasicAuthSmtp",
			"Set-User -Identity {'login} -AuthenticationPolicy 'SMTP for one mailbox'",
		},
		verify: "To verify: Get-User shows the new policy. It can take up to a day; Set-User with -STSRefreshTokensValidFrom $([DateTime]::UtcNow) makes it sooner.",
		undo:   "To undo:",
		undoBy: []string{
			"Set-User -Identity {'login} -AuthenticationPolicy $null",
			"Remove-AuthenticationPolicy -Identity 'SMTP for one mailbox'",
		},
		security: "What it does to security: this one account can use a password for SMTP, and for no other protocol.",
	},
	checklist.AdminBasicAuth: {
		title:  "Passwords over SMTP AUTH are switched on again, or another way is chosen",
		seen:   "Microsoft switches them off by default at the end of December 2026, and says that an admin can switch them on again.",
		path:   "{portal} > Health > Message center > " + Notice + ". How to switch them on had not been published when this text was written. The notice is the place where it appears.",
		verify: "To verify: I run the check again; it takes a minute.",
		undo:   "To undo: switch them off again where you switched them on.",
		security: "What it does to security: logins with a password alone are what Microsoft wants to end, and the final removal will come. " +
			"If the program can use OAuth or Microsoft Graph, that lasts longer.",
	},
	checklist.AdminMailbox: {
		title: "The account has a licensed mailbox and may sign in",
		seen:  "It is already so when a mailbox is found and the account is enabled with a licence that includes Exchange Online.",
		look:  []string{"{connect}", "Get-EXOMailbox -Identity {'mailbox} | Format-List RecipientTypeDetails", "{graph} -Scopes 'User.Read.All'", "Get-MgUser -UserId {'login} -Property AccountEnabled,AssignedLicenses | Format-List AccountEnabled,AssignedLicenses"},
		path: "{portal} > Users > Active users > {login}: \"Licenses and apps\" must show Exchange Online, and sign-in must not be blocked. " +
			"The reason of a refusal stands under {entra} > Monitoring > Sign-in logs > user {login}; look for an expired password and for risk, too.",
		verify: "To verify: the user can sign in and open the mailbox in a browser.",
		undo:   "To undo: take the licence away, or block the sign-in again, on the same page.",
		security: "What it does to security: a shared mailbox is better left without a sign-in of its own. " +
			"A person with the right \"Send as\" can log in for it instead.",
	},
	checklist.AdminSendAs: {
		title:    "The login {login} may send as {mailbox}",
		seen:     "It is already so when this lists {login} with SendAs, or when both are the same mailbox.",
		look:     []string{"{connect}", "Get-RecipientPermission -Identity {'mailbox} -Trustee {'login}"},
		path:     "{exchange} > Recipients > Mailboxes > {mailbox} > Delegation > Send as > Edit > add {login}.",
		change:   []string{"Add-RecipientPermission -Identity {'mailbox} -Trustee {'login} -AccessRights SendAs"},
		verify:   "To verify: the first command lists the permission. It can take an hour or two to work.",
		undo:     "To undo:",
		undoBy:   []string{"Remove-RecipientPermission -Identity {'mailbox} -Trustee {'login} -AccessRights SendAs"},
		security: "What it does to security: whoever has the login can send mail that comes from {mailbox}, and nothing more.",
	},
	checklist.AdminAppOnly: appOnlyPoint,
	checklist.AdminAppRole: appRolePoint,
	checklist.AdminRegister: {
		title:    "The user may add sign-in methods",
		seen:     "It is already so when the page with the security info shows the button \"Add sign-in method\".",
		path:     "{entra} > Conditional Access > Policies: look for a policy for the user action \"Register security information\". It may allow certain places or devices only.",
		link:     "{security-info}",
		verify:   "To verify: I see the button \"Add sign-in method\".",
		undo:     "To undo: put the rule back as it was.",
		security: "What it does to security: whoever can add a method could take over an account, so a rule by place is sensible. Doing it once from the office may be enough.",
	},
	checklist.AdminApp: {
		title: "An app is registered with which {login} can sign in",
		seen: "It is already so when App registrations lists an app for sending mail, with the redirect URI http://localhost under \"Mobile and desktop applications\", " +
			"and with consent granted for SMTP.Send.",
		path: "{entra} > Entra ID > App registrations > New registration. Name: Mail sending (mailready). Accounts in this organizational directory only. " +
			"Redirect URI: platform Public client/native (mobile & desktop), http://localhost. " +
			"Then API permissions > Add a permission > Microsoft Graph > Delegated permissions: SMTP.Send, offline_access, openid, profile > Grant admin consent. " +
			"Then Enterprise applications > the app > Properties: Assignment required, Yes; and Users and groups > add {login}.",
		change: []string{
			"$scopes = 'Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'",
			"$scopes += 'DelegatedPermissionGrant.ReadWrite.All', 'User.Read.All'",
			"{graph} -Scopes $scopes",
			"$app = New-MgApplication -DisplayName 'Mail sending (mailready)' -SignInAudience AzureADMyOrg -PublicClient @{ RedirectUris = @('http://localhost') }",
			"$sp = New-MgServicePrincipal -AppId $app.AppId -AppRoleAssignmentRequired",
			"$graph = Get-MgServicePrincipal -Filter \"appId eq '00000003-0000-0000-c000-000000000000'\"",
			"$user = Get-MgUser -UserId {'login}",
			"New-MgOauth2PermissionGrant -ClientId $sp.Id -ConsentType Principal -PrincipalId $user.Id -ResourceId $graph.Id -Scope 'SMTP.Send offline_access openid profile'",
			"New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $sp.Id -ResourceId $sp.Id -PrincipalId $user.Id -AppRoleId '00000000-0000-0000-0000-000000000000'",
			"$app.AppId; (Get-MgContext).TenantId",
		},
		cliSays: "Or with the Azure CLI, where consent is for everybody and the assignment stays to be made on the page:",
		cli: []string{
			"az ad app create --display-name 'Mail sending (mailready)' --sign-in-audience AzureADMyOrg --public-client-redirect-uris http://localhost --query appId",
			"az ad sp create --id CLIENT-ID",
			"az ad app permission grant --id CLIENT-ID --api 00000003-0000-0000-c000-000000000000 --scope 'SMTP.Send offline_access openid profile'",
			"az account show --query tenantId",
		},
		verify: "To verify: I sign in as {login}, and Microsoft's page asks for nothing that I may not agree to.",
		undo:   "To undo: delete the registration. All its sign-ins end with it. One person's end under Users > {login} > Revoke sessions.",
		security: "What it does to security: the app can send mail as the person who signed in, and nothing else. It reads no mailbox, and it has no secret of its own. " +
			"The second step and your Conditional Access rules hold at every sign-in.",
	},
}
