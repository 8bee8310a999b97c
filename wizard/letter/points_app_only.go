package letter

// The points of an app that signs in as itself, without a person: what it is in
// Entra, and what it may do in Exchange (Microsoft: RBAC for Applications and
// SMTP; New-ManagementScope; Test-ServicePrincipalAuthorization).
var (
	appOnlyPoint = adminPoint{
		title: "An app is registered that signs in as itself, with a certificate",
		seen:  "It is already so when App registrations lists such an app, and its Certificates & secrets show the certificate that I send you.",
		path: "{entra} > Entra ID > App registrations > New registration. Name: Mail sending as app (mailready). " +
			"Accounts in this organizational directory only. No redirect URI, and no API permissions: the role of the next point is enough. " +
			"Then Certificates & secrets > Certificates > Upload certificate > the .cer file that I send you with this message. " +
			"Then Entra ID > Enterprise applications > the app > Overview: note its Object ID for the next point.",
		change: []string{
			"{graph} -Scopes 'Application.ReadWrite.All'",
			"$cer = Get-PfxCertificate -FilePath mailready-app.cer",
			"$app = New-MgApplication -DisplayName 'Mail sending as app (mailready)' -SignInAudience AzureADMyOrg",
			"$key = @{ Type = 'AsymmetricX509Cert'; Usage = 'Verify' }",
			"$key.Key = $cer.RawData",
			"Update-MgApplication -ApplicationId $app.Id -KeyCredentials @($key)",
			"$sp = New-MgServicePrincipal -AppId $app.AppId",
			"\"CLIENT-ID $($app.AppId) OBJECT-ID $($sp.Id)\"",
			"\"TENANT-ID $((Get-MgContext).TenantId)\"",
		},
		cliSays: "Or with the Azure CLI. The first answer is CLIENT-ID, the one before the last is OBJECT-ID:",
		cli: []string{
			"az ad app create --display-name 'Mail sending as app (mailready)' --sign-in-audience AzureADMyOrg --query appId",
			"az ad app credential reset --id CLIENT-ID --cert @mailready-app.cer --append",
			"az ad sp create --id CLIENT-ID --query id",
			"az account show --query tenantId",
		},
		verify: "To verify: Certificates & secrets show a thumbprint. Please compare it with mine, which I tell you by another way than mail.",
		undo:   "To undo: delete the certificate there, and the app gets no token any more. Or delete the whole registration.",
		security: "What it does to security: the app alone may do nothing until the next point. Its private key stays on the computer that sends, " +
			"in a file for one user alone, and is never sent. Whoever has that file can sign in as the app.",
	}
	appRolePoint = adminPoint{
		title: "The app may send as {mailbox}, and as nobody else",
		seen:  "It is already so when this shows the role Application SMTP.SendAsApp with InScope True. CLIENT-ID is the Application (client) ID.",
		look:  []string{"{connect}", "Test-ServicePrincipalAuthorization -Identity CLIENT-ID -Resource {'mailbox} | Format-Table RoleName,AllowedResourceScope,InScope"},
		intro: "Only if it is not so. There is no page for this. OBJECT-ID is the Object ID under Enterprise applications. " +
			"The one under App registrations is another, and nothing works with it: that is the most frequent mistake. " +
			"A new organisation may have to run Enable-OrganizationCustomization once before, as Exchange then says.",
		change: []string{
			"New-ServicePrincipal -AppId CLIENT-ID -ObjectId OBJECT-ID -DisplayName 'Mail sending as app (mailready)'",
			"$one = {'filter}",
			"New-ManagementScope -Name {'scope} -RecipientRestrictionFilter $one",
			"New-ManagementRoleAssignment -Name {'scope} -Role 'Application SMTP.SendAsApp' -App CLIENT-ID -CustomResourceScope {'scope}",
		},
		verify: "To verify: the first command shows InScope True, and False with another mailbox. " +
			"It takes 30 minutes to two hours to work, since Exchange remembers the answer of before. Until then the mail server refuses the app.",
		undo: "To undo:",
		undoBy: []string{
			"Remove-ManagementRoleAssignment -Identity {'scope}",
			"Remove-ManagementScope -Identity {'scope}",
			"Remove-ServicePrincipal -Identity CLIENT-ID",
		},
		security: "What it does to security: the app can send mail as the mailboxes of this scope, which is one, and nothing else. It reads no mail. " +
			"An API permission in Entra would count beside the role and for all mailboxes, so please give it none.",
	}
)

// scopeName is what the scope and the role are called. Exchange takes 64
// characters.
func (q *request) scopeName() string {
	name := []rune("mailready " + q.Mailbox)
	return string(name[:min(len(name), 64)])
}
