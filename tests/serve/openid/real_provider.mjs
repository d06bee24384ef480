// The certified `oidc-provider` of npm, as it comes: its pages ask for a name, and who types one is that subject.
// node real_provider.mjs FOLDER PORT CLIENT SECRET BACK...; says READY once it answers.
import { pathToFileURL } from 'node:url';

const [folder, port, client, secret, ...back] = process.argv.slice(2);
const { Provider } = await import(pathToFileURL(`${folder}/lib/index.js`).href);
const issuer = `http://localhost:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: client, client_secret: secret, redirect_uris: back }],
  cookies: { keys: ['only for tests'] },
  features: { devInteractions: { enabled: true } },
  pkce: { required: () => true },
});
provider.listen(Number(port), '127.0.0.1', () => console.log('READY'));
