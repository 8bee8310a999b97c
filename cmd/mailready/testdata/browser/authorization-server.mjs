// A certified authorization server (oidc-provider) in the place of Microsoft's:
// its own pages, PKCE, signed access tokens, refresh tokens that rotate. What
// it serves is told as JSON on standard input; it prints the port it listens
// on, and ends when the input ends.
import { webcrypto } from 'node:crypto';
import { createInterface } from 'node:readline';

// It takes for granted what Debian's Node 18 does not have.
globalThis.crypto ??= webcrypto;
URL.parse ??= (url, base) => { try { return new URL(url, base); } catch { return null; } };
const { default: Provider } = await import('oidc-provider');

const input = createInterface({ input: process.stdin });
const line = await new Promise((heard) => input.once('line', heard));
input.once('close', () => process.exit(0));
const { issuer, tenant, client, key } = JSON.parse(line);
const mail = 'https://outlook.office.com';
const scope = `${mail}/SMTP.Send`;

const provider = new Provider(issuer, {
  clients: [{
    client_id: client,
    application_type: 'native',
    token_endpoint_auth_method: 'none',
    redirect_uris: ['http://localhost'],
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    response_types: ['code'],
    id_token_signed_response_alg: 'ES256',
  }],
  jwks: { keys: [key] },
  routes: {
    authorization: `/${tenant}/oauth2/v2.0/authorize`,
    token: `/${tenant}/oauth2/v2.0/token`,
    device_authorization: `/${tenant}/oauth2/v2.0/devicecode`,
  },
  scopes: ['openid', 'profile', 'offline_access', scope],
  claims: { openid: ['sub'], profile: ['preferred_username', 'oid', 'tid'] },
  conformIdTokenClaims: false,
  findAccount: (ctx, id) => ({
    accountId: id,
    claims: async () => ({ sub: id, preferred_username: id, oid: '7f3a', tid: tenant }),
  }),
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: true },
    deviceFlow: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => mail,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope, audience: mail, accessTokenFormat: 'jwt', accessTokenTTL: 4000, jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
  extraTokenClaims: (ctx, token) => ({ upn: token.accountId }),
  formats: { customizers: { jwt: (ctx, token, parts) => { parts.header = { ...parts.header, typ: 'JWT' }; } } },
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
});
provider.proxy = true; // TLS ends in front of it
// Its pages ask who signs in whenever they are told to ask for a login, which
// is what select_account is for; and offline_access is only given where consent
// is asked for (OpenID Connect Core sections 3.1.2.1 and 11).
provider.use((ctx, next) => {
  if (ctx.query.prompt === 'select_account') ctx.query = { ...ctx.query, prompt: 'login consent' };
  return next();
});
for (const event of ['server_error', 'authorization.error', 'grant.error']) {
  provider.on(event, (ctx, problem) => console.error(event, problem.error_description ?? problem));
}

const server = provider.listen(0, '127.0.0.1', () => console.log(server.address().port));
